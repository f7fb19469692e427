import { EnvironmentError } from "../engine/domain/mod.ts";
import type { LiveSystem } from "../engine/monitoring/mod.ts";
import { DATABASE_FLAGS, retentionAgesOf } from "./database_flags.ts";

const KEEP = "Keep:";

/** How long a monitor keeps what it found; the verb `database` removes it by hand. */
export const MONITOR_RETENTION_FLAGS = {
  picksAge: { ...DATABASE_FLAGS.picksAge, group: KEEP },
  eventsAge: { ...DATABASE_FLAGS.eventsAge, group: KEEP },
  clocksAge: {
    ...DATABASE_FLAGS.clocksAge,
    ...{ group: KEEP, default: "30d", about: "readings of clocks go after this" },
  },
} as const;

/** How often it is looked whether an hour has passed in the time of the system. */
const LOOK_EVERY_MS = 1000;
/** What is old goes each hour, a little at a time: no warning waits long for it. */
const PRUNE_EVERY_MS = 3_600_000;

/**
 * Removes what is older than it may become while a system runs, by the time of the system. Gives what
 * ends it. Throws ConfigurationError for an age that is none.
 */
export function startMonitorRetention(
  system: Pick<LiveSystem, "database" | "feed" | "nowMs">,
  values: { readonly picksAge?: string; readonly eventsAge?: string; readonly clocksAge?: string },
): () => void {
  const ages = retentionAgesOf(values);
  let prunedMs = -Infinity;
  const look = () => {
    const now = system.nowMs();
    if (!(now - prunedMs >= PRUNE_EVERY_MS)) return;
    prunedMs = now;
    try {
      system.database.prune({ nowMs: now, ages });
    } catch (error) {
      if (!(error instanceof EnvironmentError)) throw error;
      const message = `What is old could not be removed: ${error.message}`;
      system.feed.tell("notice", { level: "warning", kind: "database", message }, now);
    }
  };
  const looking = setInterval(look, LOOK_EVERY_MS);
  return () => clearInterval(looking);
}
