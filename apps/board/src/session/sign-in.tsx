import type { DemoDoor, Persona, SignIn as Credentials } from "@corridor/protocol";
import { useState } from "react";
import { Button } from "../design/button.tsx";
import { PersonaCard } from "./persona-card.tsx";
import styles from "./sign-in.module.css";

interface Props {
  readonly door: DemoDoor;
  readonly refused: string | null;
  readonly onSignIn: (credentials: Credentials) => Promise<void>;
  readonly onBe: (persona: Persona) => Promise<void>;
}

/** The front door: in a demo somebody to be, else an address and a password. */
export function SignIn({ door, refused, onSignIn, onBe }: Props) {
  const demo = door.demo && door.personas.length > 0;
  return (
    <main className={styles.door}>
      <div className={styles.house}>
        <img src="/icon.svg" width={40} height={40} alt="" />
        <h1 className={styles.title}>{demo ? "Who would you like to be?" : "Sign in to Corridor"}</h1>
        <p className={styles.lead}>
          {demo
            ? "This is a practice with made-up patients. Everybody sees the same board; what a card lets you do depends on who you are."
            : "The board of your practice."}
        </p>
        {refused !== null && (
          <p className={styles.refused} role="alert">
            {refused}
          </p>
        )}
        {demo ? (
          <ul className={styles.personas}>
            {door.personas.map((persona) => (
              <PersonaCard key={persona.id} persona={persona} onBe={onBe} />
            ))}
          </ul>
        ) : (
          <Form onSignIn={onSignIn} />
        )}
      </div>
    </main>
  );
}

function Form({ onSignIn }: Pick<Props, "onSignIn">) {
  const [busy, setBusy] = useState(false);
  const submit = async (form: FormData) => {
    setBusy(true);
    await onSignIn({ email: String(form.get("email")), password: String(form.get("password")) });
    setBusy(false);
  };
  return (
    <form className={styles.form} action={submit}>
      <label className={styles.label}>
        Email
        <input
          className={styles.input}
          name="email"
          type="email"
          autoComplete="username"
          required
          autoFocus
        />
      </label>
      <label className={styles.label}>
        Password
        <input
          className={styles.input}
          name="password"
          type="password"
          autoComplete="current-password"
          required
        />
      </label>
      <Button kind="primary" type="submit" disabled={busy}>
        {busy ? "Signing in…" : "Sign in"}
      </Button>
    </form>
  );
}
