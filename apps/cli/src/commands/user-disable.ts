import { type CliCommand, Misuse } from "../command.ts";
import { practiceOption, withPractice } from "../with-practice.ts";

export const userDisable: CliCommand = {
  name: "user disable",
  usage: "EMAIL",
  summary: "Let somebody sign in no more",
  teaches: "The account stays, so that history keeps its names; open sessions end within a second.",
  options: { ...practiceOption },
  run: async ({ options, positionals: [email] }, io) => {
    if (email === undefined) throw new Misuse("Say whose account: corridor user disable mia@example.org");
    return withPractice(io, options["practice"], async (practice, { accounts, sessions }) => {
      const { id } = practice.row;
      const account = (await accounts.listAccounts(id)).find(
        (one) => one.email === email.trim().toLowerCase(),
      );
      if (account) {
        await accounts.changeAccount(id, account.email, { active: false });
        await sessions.endSessions(id, account.person);
      }
      const done = account !== undefined;
      io.out(
        io.json
          ? JSON.stringify({ ok: done, email })
          : done
            ? `${email} may sign in no more.`
            : `There is no account ${email}.`,
      );
      return done ? 0 : 1;
    });
  },
};
