import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { LiveSystem } from "../engine/monitoring/mod.ts";
import type { JobKind } from "./forecast_job.ts";
import type { ForecastQueue } from "./forecast_queue.ts";
import { watchLiveSystem } from "./live/watch_live_system.ts";

/** Upper edges of the classes of durations, seconds: a forecast takes some 0.05 to 10. */
const DURATION_EDGES = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** What the server counts, in the text format of Prometheus. */
export class ServerMetrics {
  readonly #registry = new Registry();
  readonly #requests: Counter<"method" | "route" | "status">;
  readonly #durations: Histogram<"method" | "route">;
  readonly #jobs: Counter<"kind" | "status">;
  readonly #reviews: Counter<"kind" | "outcome">;

  /** The state of the queue is read whenever the numbers are asked for. */
  constructor(queue: ForecastQueue) {
    const registers = [this.#registry];
    this.#requests = new Counter({
      name: "quakecast_http_requests_total",
      help: "Requests answered.",
      labelNames: ["method", "route", "status"],
      registers,
    });
    this.#durations = new Histogram({
      name: "quakecast_http_request_duration_seconds",
      help: "Time until the answer.",
      labelNames: ["method", "route"],
      buckets: DURATION_EDGES,
      registers,
    });
    this.#jobs = new Counter({
      name: "quakecast_jobs_total",
      help: "Work of the queue by kind, forecasts and picks among them, and by status.",
      labelNames: ["kind", "status"],
      registers,
    });
    this.#reviews = new Counter({
      name: "quakecast_reviews_total",
      help: "Reviews by kind of item, and by what became of them: the decision, or a conflict.",
      labelNames: ["kind", "outcome"],
      registers,
    });
    watchQueue(queue, this.#registry);
  }

  /** Counts a request and its duration in seconds. */
  countRequest(labels: { method: string; route: string; status: number }, seconds: number): void {
    const { method, route, status } = labels;
    this.#requests.inc({ method, route, status: String(status) });
    this.#durations.observe({ method, route }, seconds);
  }

  /** Counts what the queue answered. */
  countJob(kind: JobKind, status: number): void {
    this.#jobs.inc({ kind, status: String(status) });
  }

  /** Counts a review that was kept, by its decision, or that came second. */
  countReview(kind: string, outcome: string): void {
    this.#reviews.inc({ kind, outcome });
  }

  /** Tells how many follow the live feed. */
  watchClients(clients: { readonly count: number }): void {
    new Gauge({
      name: "quakecast_live_clients",
      help: "Clients that follow the live feed.",
      registers: [this.#registry],
      collect() {
        this.set(clients.count);
      },
    });
  }

  /** Tells how a live system stands. */
  watchLive(system: LiveSystem): void {
    watchLiveSystem(system, this.#registry);
  }

  /** All numbers, as text. */
  async write(): Promise<{ text: string; contentType: string }> {
    return { text: await this.#registry.metrics(), contentType: this.#registry.contentType };
  }
}

function watchQueue(queue: ForecastQueue, registry: Registry): void {
  const registers = [registry];
  new Gauge({
    name: "quakecast_queue_length",
    help: "Requests that wait for a worker.",
    registers,
    collect() {
      this.set(queue.waiting);
    },
  });
  new Gauge({
    name: "quakecast_jobs_running",
    help: "Requests that a worker is at.",
    registers,
    collect() {
      this.set(queue.running);
    },
  });
  new Counter({
    name: "quakecast_worker_restarts_total",
    help: "Times that a worker was started again.",
    registers,
    collect() {
      this.reset();
      this.inc(queue.restarts);
    },
  });
  new Gauge({
    name: "quakecast_backend_info",
    help: "1, with what really runs as labels.",
    labelNames: ["backend", "simd", "relaxed_simd", "kernels", "threads", "tfjs"],
    registers,
    collect() {
      const report = queue.backend;
      if (report === undefined) return;
      const { backend, simd, relaxedSimd, kernels, threads, tfjsVersion = "none" } = report;
      this.set(
        {
          backend,
          simd: String(simd),
          relaxed_simd: String(relaxedSimd),
          kernels,
          threads: String(threads),
          tfjs: tfjsVersion,
        },
        1,
      );
    },
  });
}
