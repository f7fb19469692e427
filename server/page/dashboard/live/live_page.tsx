import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useStore } from "../create_store.ts";
import { EventDetails } from "./event_details.tsx";
import { EventTable } from "./event_table.tsx";
import { ImpactCard } from "./impact_card.tsx";
import { LiveMap } from "./live_map.tsx";
import { liveStore } from "./live_store.ts";
import { MagnitudeTimePlot } from "./magnitude_time_plot.tsx";
import { NoticeList } from "./notice_list.tsx";
import { StatusStrip } from "./status_strip.tsx";
import { useImpact } from "./use_impact.ts";
import { WaveformView } from "./waveform_view.tsx";

/** What the system sees and says now. */
export function LivePage(): JSX.Element {
  const connection = useStore(liveStore, (state) => state.connection);
  const [selected, onSelect] = useState<string | undefined>();
  const impact = useImpact();
  return (
    <>
      <div class="live-head">
        <h1>Live</h1>
        {connection !== "absent" && <StatusStrip />}
      </div>
      {connection === "absent" ? <Absent /> : (
        <div class="live-grid">
          <div class="live-column">
            <LiveMap selected={selected} onSelect={onSelect} impact={impact} />
            <WaveformView />
          </div>
          <div class="live-column">
            <EventDetails selected={selected} onSelect={onSelect} />
            <EventTable selected={selected} onSelect={onSelect} />
            <ImpactCard impact={impact} />
            <MagnitudeTimePlot />
            <NoticeList />
          </div>
        </div>
      )}
    </>
  );
}

function Absent(): JSX.Element {
  return (
    <section class="card">
      <h2>This server follows no stations</h2>
      <p>
        It was started without a live system. The verb <code>monitor</code>{" "}
        follows a network and shows it here.
      </p>
    </section>
  );
}
