import type { JSX } from "preact";

/** Whether the server keeps events and forecasts; it says so in its page. */
export function hasRecords(): boolean {
  return document.documentElement.dataset.records !== "false";
}

/** What is shown instead of records where the server keeps none. */
export function NoRecords(): JSX.Element {
  return (
    <section class="card">
      <h2>This server keeps no forecasts</h2>
      <p>
        It was started without a database. With <code>--database FILE</code>{" "}
        it shows the scheduled forecasts and events of that file; the verb <code>monitor</code>{" "}
        makes them.
      </p>
    </section>
  );
}
