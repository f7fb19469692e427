import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { ItemState } from "../../../../engine/domain/mod.ts";
import { ReviewBadge } from "../review_badge.tsx";
import { sayCorrection, sayReview } from "./review_words.ts";

/** Says who was first and what they said. Nothing of one's own is lost: it is looked at again, and then sent or left. */
export function ConflictDialog(
  { conflict, onLookAgain }: { conflict: ItemState | undefined; onLookAgain: () => void },
): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    if (conflict === undefined) dialog.current?.close();
    else if (!dialog.current?.open) dialog.current?.showModal();
  }, [conflict]);
  const newest = conflict?.newest;
  return (
    <dialog
      ref={dialog}
      class="review-dialog conflict-dialog"
      aria-labelledby="conflict-title"
      aria-describedby="conflict-text"
      onCancel={(event) => {
        event.preventDefault();
        onLookAgain();
      }}
    >
      <h2 id="conflict-title">{newest?.author ?? "Another person"} was first</h2>
      <div id="conflict-text">
        {newest && (
          <blockquote class="first-said">
            <p>
              <b>{sayReview(newest)}</b> <ReviewBadge state={conflict!.state} />
            </p>
            <p>{newest.reason}</p>
            {newest.correction && <p class="quiet number">{sayCorrection(newest)}</p>}
          </blockquote>
        )}
        <p>
          Nothing of yours was kept yet, and nothing of theirs is lost. What you wrote is still in
          the form: look at the item as it stands now, then send it or leave it.
        </p>
      </div>
      <button type="button" class="button" onClick={onLookAgain}>Look again</button>
    </dialog>
  );
}
