import type { Persona } from "@corridor/protocol";
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from "playwright";

const words: Readonly<Record<Persona["id"], string>> = {
  ...{ "front-desk": "Front desk", nurse: "Nurse", billing: "Billing", manager: "Manager", admin: "Admin" },
};

/** Somebody in front of a board: a browser of their own, a mouse and a keyboard. */
export class Desk {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the page complained of. */
  readonly faults: string[] = [];

  private constructor(context: BrowserContext, page: Page) {
    this.context = context;
    this.page = page;
    page.on("pageerror", (error) => this.faults.push(error.message));
  }

  /** Stands before the front door. */
  static async arrive(browser: Browser, origin: string, options?: BrowserContextOptions): Promise<Desk> {
    const context = await browser.newContext({ viewport: { width: 1440, height: 860 }, ...options });
    context.setDefaultTimeout(60_000);
    const desk = new Desk(context, await context.newPage());
    await desk.page.goto(origin);
    await desk.persona("nurse").waitFor();
    return desk;
  }

  /** Comes in as one of the demo's people. */
  static async open(
    browser: Browser,
    origin: string,
    persona: Persona["id"],
    options?: BrowserContextOptions,
  ) {
    const desk = await Desk.arrive(browser, origin, options);
    await desk.persona(persona).click();
    await desk.page.getByTitle("Live", { exact: true }).waitFor({ state: "attached" });
    return desk;
  }

  private persona(persona: Persona["id"]): Locator {
    return this.page.getByRole("button", { name: new RegExp(`^${words[persona]}`) });
  }

  column(name: string): Locator {
    return this.page.locator(`section[aria-label="${name}"]`);
  }

  card(id: string): Locator {
    return this.page.locator(`[data-card="${id}"]`);
  }

  /** The cards of a column that are drawn, from the top. */
  drawn(column: string): Promise<readonly string[]> {
    return this.column(column)
      .locator("[data-card]")
      .evaluateAll((nodes) => nodes.map((node) => node.getAttribute("data-card") ?? ""));
  }

  toast(text: string | RegExp): Locator {
    return this.page.locator("li[data-kind]").filter({ hasText: text });
  }

  /** What a screen reader was told last. */
  said(): Promise<string | null> {
    return this.page.locator("[data-announcer]").textContent();
  }

  /** Takes a card between two fingers. */
  async lift(id: string): Promise<void> {
    // Rows slide when another comes above them, and nobody hits what slides.
    await this.card(id).evaluate(async (card) => {
      const row = card.closest("li") ?? card;
      await Promise.allSettled(row.getAnimations().map(({ finished }) => finished));
    });
    const box = await this.card(id).boundingBox();
    if (!box) throw new Error(`card ${id} is not in sight`);
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await this.page.mouse.move(x, y);
    await this.page.mouse.down();
    await this.page.mouse.move(x + 8, y + 4, { steps: 2 });
  }

  /** Carries it over the top of a column and waits until the board has noticed. */
  async carry(column: string, sign: "line" | "refusal"): Promise<void> {
    const ground = this.column(column).locator("ul");
    const box = await ground.boundingBox();
    if (!box) throw new Error(`column ${column} is not in sight`);
    await this.page.mouse.move(box.x + box.width / 2, box.y + 12, { steps: 4 });
    const shown =
      sign === "line" ? ground.locator("> li[aria-hidden]") : this.column(column).locator("[data-refusal]");
    await shown.waitFor({ state: "attached" });
  }

  letGo(): Promise<void> {
    return this.page.mouse.up();
  }

  /** A whole drag, to the top of another column. */
  async drag(id: string, column: string): Promise<void> {
    await this.lift(id);
    await this.carry(column, "line");
    await this.letGo();
  }

  isIn(id: string, column: string): Promise<boolean> {
    return this.column(column).locator(`[data-card="${id}"]`).isVisible();
  }
}
