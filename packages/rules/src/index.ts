/** YAML in, checked ruleset out; evaluates triggers, conditions and guards. */
export {};
