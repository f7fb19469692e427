import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import {
  type Origin,
  type Pick,
  preferredOrigin,
  type ReviewState,
  type SeismicEvent,
} from "../../../../engine/domain/mod.ts";
import { fixed } from "../format.ts";
import { getJson, useApi } from "../use_api.ts";
import { writeTexts } from "./read_correction.ts";
import type { ItemAnswer } from "./review_answers.ts";
import type { Draft } from "./use_draft.ts";
import { useShortcuts } from "./use_shortcuts.ts";

/** Answer of GET /v1/reviews/event/{id}/relocation, as far as it is used. */
export interface RelocationAnswer {
  /** Name of the velocity model. */
  readonly velocity: string;
  /** Where the event would be. */
  readonly origin: Origin;
  /** How far from where it is, kilometres. */
  readonly movedKm?: number;
  /** Picks that persons accepted, revised and rejected. */
  readonly reviewed: {
    readonly accepted: number;
    readonly revised: number;
    readonly rejected: number;
  };
  /** Stations of picks whose place is not known. */
  readonly unplaced: readonly string[];
  /** What a review would say. */
  readonly correction: Readonly<Record<string, number>>;
}

/** A pick of GET /v1/events/{id}. */
type MarkedPick = Pick & { readonly review: { readonly state: ReviewState } };

/** Locates the event from its picks as persons left them, when asked to, and writes the result into the form. */
export function RelocationOffer(
  { answer, draft }: { answer: ItemAnswer; draft: Draft },
): JSX.Element | null {
  const path = `/v1/events/${encodeURIComponent(answer.itemId)}`;
  const event = useApi<{ picks: MarkedPick[] }>(path);
  useEffect(() => event.reload(), [answer]); // its picks may have been reviewed meanwhile
  const [state, setState] = useState<RelocationAnswer | string | undefined>(undefined);
  const [isLocating, setIsLocating] = useState(false);
  const leaving = useRef(new AbortController());
  useEffect(() => () => leaving.current.abort(), []);
  const picks = event.data?.picks ?? [];
  const changed = picks.filter(({ review }) => ["revised", "rejected"].includes(review.state));
  const locate = async () => {
    if (isLocating) return;
    setIsLocating(true);
    const address = `/v1/reviews/event/${encodeURIComponent(answer.itemId)}/relocation`;
    const { signal } = leaving.current;
    const found = await getJson<RelocationAnswer>(address, signal)
      .catch((error: Error) => error.message);
    if (signal.aborted) return; // another item is looked at
    setIsLocating(false);
    setState(found);
    if (typeof found === "string") return;
    const reason = `relocated with ${sayReviewed(found.reviewed)}`;
    draft.propose(writeTexts("event", found.correction), reason);
  };
  const can = picks.length > 0;
  useShortcuts({ l: () => can && void locate() });
  if (!can) return null;
  return (
    <div class="relocation">
      <p class={changed.length > 0 ? "review-note" : "quiet"}>
        {changed.length === 0 ? "No pick of it was revised or rejected. " : (
          <>
            {changed.length} of its {picks.length} picks {changed.length === 1 ? "was" : "were"}
            {" "}
            revised or rejected by persons.{" "}
          </>
        )}
        <button
          type="button"
          class="key-button"
          disabled={isLocating}
          onClick={() => void locate()}
        >
          <kbd aria-hidden="true">l</kbd> Relocate with what persons said
        </button>
      </p>
      <p role="status">
        {isLocating && "Locating …"}
        {!isLocating && typeof state === "string" && state}
        {!isLocating && typeof state === "object" && sayRelocation(state, answer)}
      </p>
    </div>
  );
}

function sayReviewed({ accepted, revised, rejected }: RelocationAnswer["reviewed"]): string {
  const parts = [[revised, "revised"], [rejected, "rejected"], [accepted, "accepted"]] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return said.length === 0 ? "picks as they were found" : `picks as reviewed (${said.join(", ")})`;
}

/** What came of it, in words: it is in the form, and nothing is sent. */
function sayRelocation(
  { origin, movedKm, reviewed, velocity, unplaced }: RelocationAnswer,
  answer: ItemAnswer,
): string {
  const before = preferredOrigin(answer.current as SeismicEvent);
  const depth = before === undefined || before.depthKm === null
    ? `depth ${fixed(origin.depthKm, 1)} km`
    : `depth ${fixed(before.depthKm, 1)} to ${fixed(origin.depthKm, 1)} km`;
  const parts = [
    movedKm === undefined ? "located" : `moved ${fixed(movedKm, 1)} km`,
    depth,
    `± ${fixed(origin.horizontalErrorKm, 1)} km`,
    `residual ${fixed(origin.rootMeanSquareSeconds, 2)} s`,
    `${origin.arrivals.length} picks, ${velocity}`,
  ];
  const left = unplaced.length === 0 ? "" : ` Place not known: ${unplaced.join(", ")}.`;
  const remarks = (origin.remarks ?? []).map((remark) => ` Note: ${remark}.`).join("");
  return `With ${sayReviewed(reviewed)}: ${parts.join(", ")}.${left}${remarks} It is in the form ` +
    `below as a revision of yours; nothing is sent before you do.`;
}
