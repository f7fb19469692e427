import type { AlertMessage } from "../../../../engine/domain/mod.ts";

/** How long after its last message an alert that was not ended is shown, milliseconds. */
const OPEN_MS = 180_000;

/** How long the end of an alert is shown, milliseconds. */
const ENDED_MS = 60_000;

/** Alerts that are shown at a time: those that go on, and those that ended a moment ago. */
export function openAlerts(alerts: readonly AlertMessage[], nowMs: number): AlertMessage[] {
  return alerts.filter(({ status, issuedMs }) =>
    nowMs - issuedMs < (isOpen(status) ? OPEN_MS : ENDED_MS)
  );
}

/** Whether an alert goes on. */
export function isOpen(status: AlertMessage["status"]): boolean {
  return status === "alert" || status === "update";
}
