// The acts on who attends, and how a place is laid out for editing.
import { api, type intention, type Schemas } from "../../api/client";

export type Attendee = Schemas["AttendeeView"];
export type Role = Schemas["AttendeeRole"];
type Headers = ReturnType<typeof intention>;

export const ROLES: Role[] = ["chair", "secretary", "member", "invited", "guest"];

export type PlaceFields = { role: Role; votes: boolean; seat: string };

export const placeFields = (attendee: Attendee): PlaceFields => ({
  role: attendee.role,
  votes: attendee.votes,
  seat: attendee.seat ?? "",
});

export const addAttendees =
  (m: string) => (attendees: { person_id: string; role: Role }[], headers: Headers) =>
    api.POST("/api/meetings/{meeting_id}/attendees", {
      params: { path: { meeting_id: m } },
      body: { attendees },
      headers,
    });

export const editAttendee =
  (m: string, a: string) =>
  ({ revision, change }: { revision: number; change: Partial<PlaceFields> }, headers: Headers) =>
    api.PATCH("/api/meetings/{meeting_id}/attendees/{attendee_id}", {
      params: { path: { meeting_id: m, attendee_id: a } },
      body: { revision, ...change },
      headers,
    });

export const removeAttendee = (m: string) => (a: string, headers: Headers) =>
  api.DELETE("/api/meetings/{meeting_id}/attendees/{attendee_id}", {
    params: { path: { meeting_id: m, attendee_id: a } },
    headers,
  });

export const markAttendance = (m: string, attendee: string) => (present: boolean, headers: Headers) =>
  api.POST("/api/meetings/{meeting_id}/attendance/{attendee_id}", {
    params: { path: { meeting_id: m, attendee_id: attendee } },
    body: { present },
    headers,
  });
