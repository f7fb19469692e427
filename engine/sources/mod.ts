/**
 * Formats and services, read and written: catalogues (CSV of many layouts, GeoJSON, JSON, QuakeML, FDSN
 * event services, the seeded simulator), waveforms (miniSEED, SAC, live streams, labelled sets),
 * stations, picks, and what other programs keep.
 * In: bytes of a file, standard input or a service. Out: the nouns of the domain, and a report or notes.
 * May import domain, mathematics and kernels.
 * @module
 */
export * from "./byte_span.ts";
export * from "./catalogue_fingerprint.ts";
export * from "./catalogue_layouts.ts";
export * from "./csv_scanner.ts";
export * from "./fdsn_event_client.ts";
export * from "./open_catalogue_source.ts";
export * from "./hdf5/keras_hdf5.ts";
export * from "./parse_number.ts";
export * from "./parse_time.ts";
export * from "./read_catalogue.ts";
export * from "./read_event_table.ts";
export * from "./read_options.ts";
export * from "./read_series_table.ts";
export type { ReadCatalogueResult } from "./read_result.ts";
export type { SeriesTable } from "./series_rows.ts";
export * from "./safetensors.ts";
export * from "./simulated_catalogue.ts";
export * from "./write_catalogue_csv.ts";
export * from "./hypodd/hypodd_locations.ts";
export * from "./hypodd/hypodd_phases.ts";
export * from "./hypodd/hypodd_stations.ts";
export * from "./hypodd/hypodd_velocity_model.ts";
export * from "./nonlinloc/nonlinloc_locations.ts";
export * from "./nonlinloc/nonlinloc_picks.ts";
export * from "./nonlinloc/nonlinloc_stations.ts";
export * from "./nonlinloc/nonlinloc_velocity_model.ts";
export * from "./labelled_waveforms/read_labelled_waveforms.ts";
export type { ReadLabelledOptions } from "./labelled_waveforms/hdf5_sets.ts";
export * from "./read_whole_file.ts";
export * from "./text_table.ts";
export type { ClockException } from "./miniseed/clock_exception.ts";
export * from "./quakeml/read_quakeml.ts";
export * from "./quakeml/resource_identifier.ts";
export * from "./quakeml/write_quakeml.ts";
export { preferredMagnitude, preferredOrigin } from "./quakeml/quakeml_catalogue.ts";
export * from "./station_xml/read_stations.ts";
export * from "./miniseed/crc32c.ts";
export * from "./miniseed/cut_miniseed.ts";
export * from "./miniseed/decode_samples.ts";
export * from "./miniseed/join_records.ts";
export * from "./miniseed/miniseed_record.ts";
export * from "./miniseed/read_miniseed.ts";
export * from "./miniseed/sample_room.ts";
export * from "./miniseed/source_identifier.ts";
export * from "./miniseed/write_encoding.ts";
export * from "./miniseed/write_miniseed.ts";
export * from "./read_source_bytes.ts";
export * from "./read_waveforms.ts";
export * from "./read_waveform_sources.ts";
export * from "./sac/read_sac.ts";
export * from "./sac/write_sac.ts";
export { type PickReading, readPicks } from "./picks/read_picks.ts";
export { writePicksCsv } from "./picks/write_picks_csv.ts";
export * from "./write_events_csv.ts";
export { DATA_CENTRES, type DataCentre, resolveDataCentre } from "./fdsn_data/data_centres.ts";
export { type ChannelQuery, STATION_LEVELS, type StationLevel } from "./fdsn_data/data_query.ts";
export {
  fetchStationsToFile,
  type StationFetchReport,
  type StationQuery,
} from "./fdsn_data/fetch_stations.ts";
export type { DataFetchReport, FetchDataOptions } from "./fdsn_data/fetch_to_file.ts";
export { fetchWaveformsToFile } from "./fdsn_data/fetch_waveforms.ts";
export * from "./write_waveforms.ts";
export * from "./json/json_event.ts";
export * from "./json/json_stations.ts";
export * from "./json/json_traces.ts";
export * from "./json/json_record.ts";
export * from "./json/parse_json.ts";
export * from "./read_event_picks.ts";
export * from "./read_station_places.ts";
export { readAlertSites } from "./read_alert_sites.ts";
export * from "./read_velocity_model.ts";
export * from "./station_delays_json.ts";
export * from "./cap/write_cap_alert.ts";
export * from "./webhook/public_address.ts";
export * from "./webhook/send_webhook.ts";
export * from "./webhook/sign_webhook.ts";
export * from "./streams/dataselect_source.ts";
export * from "./streams/miniseed_source.ts";
export * from "./streams/open_stream_source.ts";
export * from "./streams/replay_source.ts";
export * from "./streams/seedlink_source.ts";
export type { SeedlinkVersion } from "./streams/seedlink_frames.ts";
export * from "./streams/stream_settings.ts";
export * from "./streams/waveform_packet.ts";
export * from "./streams/waveform_stream.ts";
export * from "./impact/read_buildings.ts";
export * from "./impact/read_ground.ts";
export * from "./impact/read_population.ts";
export * from "./impact/read_shaking_observations.ts";
export * from "./impact/write_impact_geojson.ts";
export * from "./events_of_catalogue.ts";
export * from "./read_events.ts";
export * from "./write_events_fdsn_text.ts";
export * from "./write_events_geojson.ts";
export * from "./write_events_parquet.ts";
