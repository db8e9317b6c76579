// The acts on a meeting as a whole, its journal, and its preview.
import { answer, api, type intention } from "../../api/client";
import type { MeetingView } from "../../live/frame";

type Headers = ReturnType<typeof intention>;

export type MeetingFields = { kind: string; title: string; room: string; starts_at: string };

export const meetingFields = (view: MeetingView): MeetingFields => ({
  kind: view.kind,
  title: view.title,
  room: view.room,
  starts_at: new Date(view.starts_at).toISOString(),
});

export const editMeeting =
  (m: string) =>
  ({ revision, change }: { revision: number; change: Partial<MeetingFields> }, headers: Headers) =>
    api.PATCH("/api/meetings/{meeting_id}", {
      params: { path: { meeting_id: m } },
      body: { revision, ...change },
      headers,
    });

export const publishMeeting = (m: string) => (_: undefined, headers: Headers) =>
  api.POST("/api/meetings/{meeting_id}/publish", { params: { path: { meeting_id: m } }, headers });

export const readJournal = (m: string) =>
  answer(api.GET("/api/meetings/{meeting_id}/journal", { params: { path: { meeting_id: m } } }));

/** The meeting exactly as this attendee may see it. */
export const previewAs = (m: string, attendee: string) =>
  answer(
    api.GET("/api/meetings/{meeting_id}", { params: { path: { meeting_id: m }, query: { as: attendee } } }),
  );
