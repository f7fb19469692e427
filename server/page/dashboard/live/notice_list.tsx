import type { JSX } from "preact";
import { useStore } from "../create_store.ts";
import { timeOfDay } from "../format.ts";
import { liveStore } from "./live_store.ts";

const MOST_SHOWN = 6;

/** What people who run the system must know, newest first. */
export function NoticeList(): JSX.Element {
  const notices = useStore(liveStore, (state) => state.notices);
  return (
    <section class="card" aria-labelledby="notices-title">
      <div class="card-head">
        <h2 id="notices-title">Notices</h2>
      </div>
      {notices.length === 0 && <p class="quiet">Nothing to tell.</p>}
      <ul class="notices">
        {notices.slice(0, MOST_SHOWN).map(({ timeMs, level, kind, message }, i) => (
          <li key={`${timeMs} ${kind} ${i}`} data-level={level}>
            <span class="notice-level">{level}</span>
            <span>{message}</span>
            <time class="quiet number">{timeOfDay(timeMs)}</time>
          </li>
        ))}
      </ul>
    </section>
  );
}
