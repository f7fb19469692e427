import { useEffect, useRef } from "preact/hooks";
import { useStore } from "../create_store.ts";
import { liveStore } from "../live/live_store.ts";

/** How often the list is asked for anew, milliseconds: the feed tells of reviews, not of what newly needs one. */
const LOOK_EVERY_MS = 10_000;

/** Calls `reload` when the feed tells of a review, and now and then where it may not. */
export function useReviewNews(reload: () => void): void {
  const news = useStore(liveStore, (state) => state.reviewNews);
  const newest = useRef(reload);
  newest.current = reload;
  const seen = useRef(news);
  useEffect(() => {
    if (seen.current === news) return;
    seen.current = news;
    newest.current();
  }, [news]);
  useEffect(() => {
    const timer = setInterval(() => document.hidden || newest.current(), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
}
