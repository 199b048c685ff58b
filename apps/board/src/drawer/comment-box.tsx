import { useState } from "react";
import { useHead, useTools } from "../board/tools.ts";
import { Button } from "../design/button.tsx";
import styles from "./comment-box.module.css";

/** A few words for whoever opens the card next. */
export function CommentBox({ card }: { readonly card: string }) {
  const { store } = useTools();
  const { readOnly } = useHead();
  const [text, setText] = useState("");
  if (readOnly) return null;
  const say = async () => {
    const said = text.trim();
    if (said === "") return;
    setText("");
    // A refused comment comes back into the box: nothing anybody wrote is lost.
    if ((await store.send(card, { type: "comment", text: said })) === null) setText(said);
  };
  return (
    <div className={styles.box}>
      <textarea
        data-comment
        className={styles.text}
        rows={1}
        maxLength={4000}
        placeholder="Write a comment"
        aria-label="Write a comment"
        value={text}
        onChange={({ target }) => setText(target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.shiftKey) return;
          event.preventDefault();
          void say();
        }}
      />
      {text.trim() !== "" && (
        <Button kind="primary" onClick={() => void say()}>
          Send
        </Button>
      )}
    </div>
  );
}
