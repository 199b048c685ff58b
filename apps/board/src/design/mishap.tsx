import { Component, type ReactNode } from "react";
import { Button } from "./button.tsx";
import styles from "./mishap.module.css";

interface Props {
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** A fault of ours stays in its corner: the rest of the screen goes on. */
export class Mishap extends Component<Props, { readonly fault: Error | null }> {
  override state: { readonly fault: Error | null } = { fault: null };

  static getDerivedStateFromError(error: unknown) {
    return { fault: error instanceof Error ? error : new Error(String(error)) };
  }

  override render() {
    if (!this.state.fault) return this.props.children;
    return (
      <div className={this.props.className} role="alert">
        <div className={styles.mishap}>
          <p>This part could not be shown.</p>
          <Button onClick={() => this.setState({ fault: null })}>Try again</Button>
        </div>
      </div>
    );
  }
}
