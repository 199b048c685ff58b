import type { CliCommand, Exit } from "../command.ts";
import { practiceOption, withPractice } from "../with-practice.ts";

export const userList: CliCommand = {
  name: "user list",
  usage: "",
  summary: "Who may sign in",
  teaches: "One line for each account: email, role, the person's id, and whether the account is disabled.",
  options: { ...practiceOption },
  run: async ({ options }, io) =>
    withPractice<Exit>(io, options["practice"], async (practice, { accounts }) => {
      const all = (await accounts.listAccounts(practice.row.id)).map(({ email, role, person, active }) => ({
        email,
        role,
        person,
        active,
      }));
      if (io.json) io.out(JSON.stringify({ ok: true, users: all }));
      else if (all.length === 0)
        io.out("Nobody may sign in yet: corridor user add EMAIL --role admin --name NAME");
      else
        for (const { email, role, person, active } of all)
          io.out([email, role, person, ...(active ? [] : ["disabled"])].join("\t"));
      return 0;
    }),
};
