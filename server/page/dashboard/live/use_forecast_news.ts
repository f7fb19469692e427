import { useEffect, useRef } from "preact/hooks";
import { useStore } from "../create_store.ts";
import { liveStore } from "./live_store.ts";

/** Calls `reload` whenever the feed tells of a scheduled forecast after the component was drawn first. */
export function useForecastNews(reload: () => void): void {
  const news = useStore(liveStore, (state) => state.forecastNews);
  const seen = useRef(news);
  useEffect(() => {
    if (seen.current === news) return;
    seen.current = news;
    reload();
  }, [news]);
}
