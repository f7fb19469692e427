import type { AlertMessage, LiveMessage } from "../engine/domain/mod.ts";
import type { formatTable } from "../engine/drawing/mod.ts";
import { countdownTable, demoLine } from "./live_demo_text.ts";
import { LiveText } from "./live_text.ts";
import type { RunningDemo } from "./start_demo.ts";
import type { Terminal } from "./terminal.ts";

/** How often the countdown is rewritten, milliseconds. */
const SHOW_MS = 200;
/** An update that changes no level is told so often at most, milliseconds of the scene. */
const SAY_MS = 1000;
/** The countdown stays so long after the last S, milliseconds. */
const STAY_MS = 5000;

/** A demonstration in the terminal: a line for each message, and the countdown below them. */
export class LiveDemoView {
  readonly #demo: RunningDemo;
  readonly #terminal: Terminal;
  readonly #live: LiveText;
  readonly #layTable: typeof formatTable;
  readonly #forget: () => void;
  readonly #timer: ReturnType<typeof setInterval>;
  #alert: AlertMessage | undefined;
  #saidMs = -Infinity;

  private constructor(
    demo: RunningDemo,
    { terminal, layTable }: { terminal: Terminal; layTable: typeof formatTable },
  ) {
    this.#demo = demo;
    this.#terminal = terminal;
    this.#layTable = layTable;
    this.#live = new LiveText({ quiet: terminal.isQuiet });
    this.#forget = demo.system.feed.listen((message) => this.#hear(message));
    this.#timer = setInterval(() => this.#show(), SHOW_MS);
  }

  /** Begins to show. */
  static async open(demo: RunningDemo, terminal: Terminal): Promise<LiveDemoView> {
    const { formatTable: layTable } = await import("../engine/drawing/mod.ts");
    return new LiveDemoView(demo, { terminal, layTable });
  }

  /** Ends it; once is enough. */
  end(): void {
    clearInterval(this.#timer);
    this.#forget();
    this.#live.clear();
  }

  #hear(message: LiveMessage): void {
    if (!("number" in message)) return;
    if (message.kind === "event" && message.timeMs === this.#alert?.issuedMs) return; // the same news
    const before = this.#alert;
    if (message.kind === "alert") {
      this.#alert = message.data;
      const isLittle = before?.level === message.data.level && message.data.status === "update";
      if (isLittle && message.timeMs - this.#saidMs < SAY_MS) return;
      this.#saidMs = message.timeMs;
    }
    const line = demoLine(message, this.#demo.scene.truth.firstPMs);
    if (line === undefined) return;
    this.#live.clear();
    this.#terminal.say(line);
  }

  #show(): void {
    if (this.#alert === undefined) return;
    const nowMs = this.#demo.system.nowMs();
    const lastMs = Math.max(...this.#alert.sites.map(({ sArrivalMs }) => sArrivalMs));
    if (this.#alert.status === "cancel" || nowMs > lastMs + STAY_MS) return this.#live.clear();
    this.#live.show(countdownTable(this.#alert, { nowMs, layTable: this.#layTable }));
  }
}
