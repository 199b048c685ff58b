import { existsSync } from "node:fs";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type Reporter, type TestSpecification } from "vitest/node";

const source = { ssr: { resolve: { conditions: ["@corridor/source"] } } };

/** The first Chromium there is: the one named, the system's, else the one unpacked from npm. */
async function findChromium(): Promise<string> {
  const candidates = [
    process.env["CHROMIUM_PATH"],
    "/usr/bin/chromium",
    "/usr/bin/google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  ];
  const found = candidates.find((path) => path !== undefined && path !== "" && existsSync(path));
  return found ?? (await import("@sparticuz/chromium")).default.executablePath();
}

// Unpacking takes a second, so a run of chosen projects asks for a browser only when one of them needs it.
const chosen = process.argv.filter((_, i, all) => all[i - 1] === "--project");
const needsBrowser = chosen.length === 0 || chosen.some((name) => name === "browser" || name === "e2e");
const executablePath = needsBrowser ? await findChromium() : "chromium-not-needed";

const chromiumArgs = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Says at the very end, on a line of its own and without colours, what became of how many tests. */
const closingLine: Reporter = {
  onTestRunEnd(modules) {
    const count = { passed: 0, failed: 0, skipped: 0, pending: 0 };
    for (const module of modules)
      for (const test of module.children.allTests()) count[test.result().state] += 1;
    console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped + count.pending} skipped`);
  },
};

/** What waits longest begins first, so that no long file is left to run alone at the end. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ["e2e", "pg", "browser", "node"];
    const place = ({ project, moduleId }: TestSpecification) =>
      moduleId.includes("flagship") ? -1 : rank.indexOf(project.name);
    return (await super.sort(files)).sort((one, other) => place(one) - place(other));
  }
}

// One number for every project: only then do they run beside each other, and e2e tests mostly wait.
const maxWorkers = 2;

export default defineConfig({
  test: {
    passWithNoTests: true,
    sequence: { sequencer: LongestFirst },
    reporters: ["default", closingLine],
    projects: [
      {
        ...source,
        test: {
          name: "node",
          include: ["{packages,apps}/*/src/**/*.test.ts"],
          exclude: ["**/node_modules/**", "**/*.pg.test.ts"],
          maxWorkers,
          // A process a file costs as much as the tests themselves; none of them leaves anything behind.
          isolate: false,
          testTimeout: 30_000,
        },
      },
      {
        ...source,
        test: {
          name: "pg",
          include: ["{packages,apps}/*/src/**/*.pg.test.ts"],
          globalSetup: ["packages/store/src/testing/vitest-setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers,
        },
      },
      {
        extends: "./apps/board/vite.config.ts",
        test: {
          name: "browser",
          root: "./apps/board",
          maxWorkers,
          include: ["src/**/*.browser.test.tsx"],
          browser: {
            enabled: true,
            headless: true,
            instances: [{ browser: "chromium" }],
            provider: playwright({ launchOptions: { executablePath, args: chromiumArgs } }),
          },
        },
      },
      {
        ...source,
        test: {
          name: "e2e",
          include: ["apps/*/e2e/**/*.e2e.ts"],
          env: { CHROMIUM_PATH: executablePath },
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers,
        },
      },
    ],
  },
});
