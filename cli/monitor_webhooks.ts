import { ConfigurationError } from "../engine/domain/mod.ts";
import type { LiveSystem } from "../engine/monitoring/mod.ts";
import { type Flag, textFlag } from "./verb.ts";

const WEBHOOK = "Webhooks:";
/** How long the last alerts may still be posted when a system ends. */
const PATIENCE_MS = 5000;

/** What `monitor` can be told of receivers of alerts. */
export const MONITOR_WEBHOOK_FLAGS = {
  webhook: {
    ...{ kind: "names", default: [], placeholder: "URL", repeatable: true, group: WEBHOOK },
    about: "receiver of signed alerts, https:// alone; may be given several times, more " +
      "by POST /v1/webhooks",
  } as Flag<readonly string[]>,
  webhookSecretFile: textFlag(
    "file of the secret that they are signed with, 16 characters or more",
    {
      ...{ placeholder: "FILE", group: WEBHOOK },
    },
  ),
} as const;

/**
 * Posts the alerts of a system to the receivers of flags and of its database. Gives what ends it, once what
 * waits is posted or has had its time.
 *
 * Throws ConfigurationError for receivers without a secret, and what `startWebhooks` throws for an address
 * that may not be posted to.
 */
export async function startMonitorWebhooks(
  { feed, database }: LiveSystem,
  { webhook, webhookSecretFile }: {
    readonly webhook: readonly string[];
    readonly webhookSecretFile?: string;
  },
): Promise<() => Promise<void>> {
  const secret = await readSecret(webhook, webhookSecretFile);
  const { startWebhooks } = await import("../engine/monitoring/mod.ts");
  const webhooks = startWebhooks(feed, {
    database,
    receivers: webhook.map((url) => ({ url, secret })),
  });
  return async () => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, PATIENCE_MS);
    });
    await Promise.race([webhooks.idle(), patience]);
    clearTimeout(timer);
    await webhooks.stop();
  };
}

async function readSecret(webhook: readonly string[], webhookSecretFile?: string): Promise<string> {
  if (webhook.length === 0) return "";
  if (webhookSecretFile === undefined) {
    throw new ConfigurationError(
      "Cannot sign what is sent to --webhook: name the file of a secret with --webhook-secret-file.",
      "webhookSecretFile",
    );
  }
  const { readWholeFile } = await import("../engine/sources/mod.ts");
  return new TextDecoder().decode(await readWholeFile(webhookSecretFile)).trim();
}
