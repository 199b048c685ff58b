import type { Command } from "@corridor/domain";
import type { DemoStep } from "./diary.ts";
import { needs } from "./practice.ts";

/** All that is sealed at the door when these steps are taken, and the names by which a person might be told. */
export function protectedTexts(steps: readonly DemoStep[]): readonly string[] {
  return [...new Set(steps.flatMap(({ input }) => textsOf(input.command)))];
}

function textsOf(command: Command): readonly string[] {
  switch (command.type) {
    case "create":
    case "set":
      return needs.protectedCardFields.flatMap((field) => plain(command.fields[field]));
    case "patient.create":
    case "patient.update": {
      const values = Object.entries(command.fields).flatMap(([field, value]) =>
        isProtected(field) && typeof value === "string" ? [value] : [],
      );
      const { first_name: first, last_name: last } = command.fields;
      return first === undefined ? values : [...values, `${String(first)} ${String(last)}`];
    }
    case "person.create":
      return plain(command.name);
    case "comment":
      return plain(command.text);
    case "task.add":
      return plain(command.title);
    case "appointment.cancel":
      return plain(command.reason);
    default:
      return [];
  }
}

const isProtected = (field: string): boolean =>
  Object.entries(needs.patientFields).some(([name, { phi }]) => phi && name === field);

const plain = (text: unknown): readonly string[] => (typeof text === "string" ? [text] : []);
