import { jsonSchema, SCHEMA_KINDS } from "@corridor/rules";
import { type CliCommand, Misuse } from "../command.ts";

export const rulesSchema: CliCommand = {
  name: "rules schema",
  usage: `${SCHEMA_KINDS.join("|")}`,
  summary: "Print the JSON Schema of a kind of rules file, for editors",
  teaches: `
Editors that know YAML complete and explain what is written once they have the schema of the file. Save it beside the
rules and name it in the file's first line:

  npm run -s corridor -- rules schema rules > rules.schema.json
  # yaml-language-server: $schema=rules.schema.json

The Rules page in the browser needs none of this: it asks the compiler itself.`,
  run: async ({ positionals: [kind] }, io) => {
    const known = SCHEMA_KINDS.find((one) => one === kind);
    if (known === undefined) throw new Misuse(`Say which kind of file: ${SCHEMA_KINDS.join(", ")}.`);
    io.out(JSON.stringify(jsonSchema(known), null, io.json ? 0 : 2));
    return 0;
  },
};
