import styles from "./said.module.css";

/** A sentence in which `…` is what was written in the file. */
export function Said({ children }: { readonly children: string }) {
  return children.split("`").map((part, i) =>
    i % 2 === 1 ? (
      <code key={`${i}-${part}`} className={styles.code}>
        {part}
      </code>
    ) : (
      part
    ),
  );
}
