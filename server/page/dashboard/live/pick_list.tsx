import type { JSX } from "preact";
import { useStore } from "../create_store.ts";
import { timeOfDay } from "../format.ts";
import { ReviewBadge } from "../review_badge.tsx";
import { count } from "./alert_words.ts";
import { routeOfItem } from "../review/review_answers.ts";
import { liveStore } from "./live_store.ts";

/** Picks that are listed, the last ones. */
const MOST_LISTED = 60;

/** The last picks in words, newest first: what the waveforms show to those who see them. */
export function PickList(): JSX.Element {
  const picks = useStore(liveStore, (state) => state.picks);
  const reviewed = useStore(liveStore, (state) => state.reviewedPicks);
  const listed = picks.slice(-MOST_LISTED).reverse();
  const stations = new Set(listed.map(({ code }) => `${code.network}.${code.station}`)).size;
  return (
    <details class="pick-list">
      <summary>
        Newest picks: {listed.length} at {count(stations, "station")}
      </summary>
      {listed.length === 0
        ? <p>A pick is told when enough after it was heard to be sure of it.</p>
        : (
          <ol class="number" tabIndex={0} aria-label="Newest picks">
            {listed.map(({ id, phase, timeMs, code }) => (
              <li key={id}>
                <a href={`#${routeOfItem({ kind: "pick", itemId: id })}`}>
                  {phase} at {code.network}.{code.station}, {timeOfDay(timeMs, 1)}
                </a>{" "}
                <ReviewBadge state={reviewed.get(id) ?? "automatic"} />
              </li>
            ))}
          </ol>
        )}
    </details>
  );
}
