import { type Cursor, inside, members, top } from "../reading/index.ts";
import { readYaml } from "../yaml/index.ts";

/** Every rule of these files that is not disabled, as it is written and in their order. Files of another kind have none. */
export function writtenRules(files: Readonly<Record<string, string>>): readonly Cursor[] {
  return Object.keys(files)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .flatMap((name) => {
      const yaml = readYaml(name, files[name] as string);
      return yaml.ok && inside(top(yaml), "kind").value === "rules"
        ? members(inside(top(yaml), "rules"))
        : [];
    })
    .filter((rule) => inside(rule, "enabled").value !== false);
}
