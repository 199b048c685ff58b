import type { Card, CardField } from "@corridor/protocol";
import { useHead, useTools } from "../board/tools.ts";
import { spoken } from "../design/words.ts";
import styles from "./details.module.css";
import { FieldInput } from "./field-input.tsx";
import { Labels } from "./labels.tsx";

/** Every field by its group, changed in place. */
export function Details({ card }: { readonly card: Card }) {
  const { store } = useTools();
  const { readOnly } = useHead();
  const set = (field: CardField, value: CardField["value"]) =>
    void store.send(
      card.id,
      { type: "set", fields: { [field.name]: value } },
      `${spoken(field.name)} changed`,
    );
  return (
    <>
      <Labels card={card} />
      {[...groupsOf(card.fields.filter(isTelling))].map(([group, fields]) => (
        <section key={group} className={styles.group}>
          <h3 className={styles.title}>{spoken(group)}</h3>
          <div className={styles.fields}>
            {fields.map((field) => (
              <FieldInput
                key={field.name}
                field={field}
                label={spoken(field.name.replace(/^\w+\./, ""))}
                fixed={readOnly}
                onSet={(value) => set(field, value)}
              />
            ))}
          </div>
        </section>
      ))}
      {card.claims.length > 0 && (
        <section className={styles.group}>
          <h3 className={styles.title}>Claims</h3>
          {card.claims.map((claim) => (
            <p key={claim.id} className={styles.claim}>
              {spoken(claim.kind)} · {spoken(claim.status)} · {claim.amount.toFixed(2)}
            </p>
          ))}
        </section>
      )}
    </>
  );
}

/** What can be neither read nor written says nothing. */
const isTelling = (field: CardField): boolean =>
  !field.readOnly || field.phi || (field.value !== null && field.value !== "");

function groupsOf(fields: readonly CardField[]): ReadonlyMap<string, readonly CardField[]> {
  const groups = new Map<string, CardField[]>();
  for (const field of fields) {
    const group = field.name.includes(".") ? (field.name.split(".")[0] ?? "") : "card";
    groups.set(group, [...(groups.get(group) ?? []), field]);
  }
  return groups;
}
