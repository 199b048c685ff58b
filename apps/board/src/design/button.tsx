import type { ComponentProps } from "react";
import styles from "./button.module.css";
import { cx } from "./cx.ts";

interface Props extends ComponentProps<"button"> {
  readonly kind?: "primary" | "plain" | "quiet";
  /** Only an icon: square. Needs an aria-label. */
  readonly icon?: boolean;
}

export function Button({ kind = "plain", icon = false, className, type = "button", ...rest }: Props) {
  const names = cx(
    styles.button,
    kind === "primary" && styles.primary,
    kind === "quiet" && styles.quiet,
    icon && styles.icon,
    className,
  );
  return <button type={type} className={names} {...rest} />;
}
