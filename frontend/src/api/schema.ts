// The API's types: written from the contract until openapi-typescript writes them from docs/openapi.json (`npm run api`).
export interface paths {
  "/api/house": {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["House"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/session": {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["Session"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
    put?: never;
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: { content: { "application/json": { login: string; password: string } } };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["Session"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
    delete: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        204: { headers: { [name: string]: unknown }; content?: never };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/session/pin": {
    get?: never;
    put?: never;
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: { content: { "application/json": { pin: string } } };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["Session"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/pairings": {
    get?: never;
    put?: never;
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: { content: { "application/json": { person_id: string } } };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["Pairing"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/pairings/{id}": {
    get: {
      parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["PairingState"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/pairings/claim": {
    get?: never;
    put?: never;
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: { content: { "application/json": { code: string; pin: string; device_name: string } } };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["Session"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/device": {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["Device"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/devices": {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": { devices: components["schemas"]["PairedDevice"][] } };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/devices/{id}": {
    get?: never;
    put?: never;
    post?: never;
    delete: {
      parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
      requestBody?: never;
      responses: {
        204: { headers: { [name: string]: unknown }; content?: never };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/people": {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": { people: components["schemas"]["Person"][] } };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/units": {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": { units: components["schemas"]["Unit"][] } };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/meeting-kinds": {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": { kinds: components["schemas"]["MeetingKind"][] } };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/meetings": {
    get: {
      parameters: { query?: { from?: string; to?: string }; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": { meetings: components["schemas"]["MeetingSummary"][] } };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
    put?: never;
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: {
        content: { "application/json": { kind: string; title: string; room: string; starts_at: string } };
      };
      responses: {
        201: {
          headers: { [name: string]: unknown };
          content: { "application/json": { meeting_id: string; seq: number } };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/meetings/{m}": {
    get: {
      parameters: {
        query?: { door?: "desk" | "room" | "wall"; as?: string };
        header?: never;
        path: { m: string };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["MeetingPicture"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch: {
      parameters: { query?: never; header?: never; path: { m: string }; cookie?: never };
      requestBody: {
        content: {
          "application/json": {
            revision: number;
            title?: string;
            kind?: string;
            room?: string;
            starts_at?: string;
          };
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["ActReceipt"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
    trace?: never;
  };
  "/api/meetings/{m}/publish": {
    get?: never;
    put?: never;
    post: {
      parameters: { query?: never; header?: never; path: { m: string }; cookie?: never };
      requestBody: { content: { "application/json": Record<string, never> } };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["ActReceipt"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/meetings/{m}/agenda": {
    get?: never;
    put?: never;
    post: {
      parameters: { query?: never; header?: never; path: { m: string }; cookie?: never };
      requestBody: {
        content: {
          "application/json": {
            kind: components["schemas"]["ItemKind"];
            title: string;
            short_title?: string;
            planned_minutes: number;
            presenter_id?: string;
            admission?: components["schemas"]["Admission"];
            guests?: string[];
          };
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["ActReceipt"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/meetings/{m}/agenda/{item}": {
    get?: never;
    put?: never;
    post?: never;
    delete: {
      parameters: { query?: never; header?: never; path: { m: string; item: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["ActReceipt"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
    options?: never;
    head?: never;
    patch: {
      parameters: { query?: never; header?: never; path: { m: string; item: string }; cookie?: never };
      requestBody: {
        content: {
          "application/json": {
            revision: number;
            title?: string;
            short_title?: string;
            planned_minutes?: number;
            presenter_id?: string;
            admission?: components["schemas"]["Admission"];
            guests?: string[];
          };
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["ActReceipt"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
    trace?: never;
  };
  "/api/meetings/{m}/agenda/{item}/move": {
    get?: never;
    put?: never;
    post: {
      parameters: { query?: never; header?: never; path: { m: string; item: string }; cookie?: never };
      requestBody: { content: { "application/json": { before?: string } } };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["ActReceipt"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/meetings/{m}/attendees": {
    get?: never;
    put?: never;
    post: {
      parameters: { query?: never; header?: never; path: { m: string }; cookie?: never };
      requestBody: {
        content: {
          "application/json": {
            attendees: {
              person_id: string;
              role: components["schemas"]["AttendeeRole"];
              votes?: boolean;
              seat?: string;
            }[];
          };
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["ActReceipt"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/meetings/{m}/attendees/{a}": {
    get?: never;
    put?: never;
    post?: never;
    delete: {
      parameters: { query?: never; header?: never; path: { m: string; a: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["ActReceipt"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
    options?: never;
    head?: never;
    patch: {
      parameters: { query?: never; header?: never; path: { m: string; a: string }; cookie?: never };
      requestBody: {
        content: {
          "application/json": {
            revision: number;
            role?: components["schemas"]["AttendeeRole"];
            votes?: boolean;
            seat?: string;
            protocol_order?: number;
          };
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["ActReceipt"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
    trace?: never;
  };
  "/api/meetings/{m}/papers/{p}": {
    get?: never;
    put?: never;
    post?: never;
    delete: {
      parameters: { query?: never; header?: never; path: { m: string; p: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["ActReceipt"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
    options?: never;
    head?: never;
    patch: {
      parameters: { query?: never; header?: never; path: { m: string; p: string }; cookie?: never };
      requestBody: {
        content: {
          "application/json": { revision: number; title?: string; symbol?: string; item_id?: string };
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["ActReceipt"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
    trace?: never;
  };
  "/api/meetings/{m}/session/open": {
    get?: never;
    put?: never;
    post: {
      parameters: { query?: never; header?: never; path: { m: string }; cookie?: never };
      requestBody: { content: { "application/json": Record<string, never> } };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["ActReceipt"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/meetings/{m}/session/advance": {
    get?: never;
    put?: never;
    post: {
      parameters: { query?: never; header?: never; path: { m: string }; cookie?: never };
      requestBody: { content: { "application/json": { to: string } } };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["ActReceipt"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/meetings/{m}/session/pause": {
    get?: never;
    put?: never;
    post: {
      parameters: { query?: never; header?: never; path: { m: string }; cookie?: never };
      requestBody: { content: { "application/json": Record<string, never> } };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["ActReceipt"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/meetings/{m}/session/resume": {
    get?: never;
    put?: never;
    post: {
      parameters: { query?: never; header?: never; path: { m: string }; cookie?: never };
      requestBody: { content: { "application/json": Record<string, never> } };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["ActReceipt"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/meetings/{m}/session/close": {
    get?: never;
    put?: never;
    post: {
      parameters: { query?: never; header?: never; path: { m: string }; cookie?: never };
      requestBody: { content: { "application/json": Record<string, never> } };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["ActReceipt"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/meetings/{m}/attendance": {
    get?: never;
    put?: never;
    post: {
      parameters: { query?: never; header?: never; path: { m: string }; cookie?: never };
      requestBody: { content: { "application/json": Record<string, never> } };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["ActReceipt"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/meetings/{m}/attendance/{attendee}": {
    get?: never;
    put?: never;
    post: {
      parameters: { query?: never; header?: never; path: { m: string; attendee: string }; cookie?: never };
      requestBody: { content: { "application/json": { present: boolean } } };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["ActReceipt"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/meetings/{m}/journal": {
    get: {
      parameters: { query?: never; header?: never; path: { m: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": {
              events: components["schemas"]["JournalEvent"][];
              verified: boolean;
              broken_at?: number;
            };
          };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export interface components {
  schemas: {
    Phase: "draft" | "published" | "open" | "paused" | "closed";
    AttendeeRole: "chair" | "secretary" | "member" | "invited" | "guest";
    HouseRole: "administrator" | "secretariat" | "display" | "person";
    Door: "desk" | "room" | "chair" | "wall";
    Audience: "secretariat" | "chair" | "secretary" | "member" | "invited" | "guest" | "wall";
    Admission: "all" | "members";
    ItemKind: "matter" | "break";
    ItemState: "pending" | "current" | "done";
    Action:
      | "see_desk"
      | "edit_meeting"
      | "publish_meeting"
      | "edit_agenda"
      | "edit_attendees"
      | "attach_paper"
      | "open_session"
      | "advance_agenda"
      | "pause_session"
      | "resume_session"
      | "close_session"
      | "check_in"
      | "mark_attendance";
    Problem: {
      type: string;
      title: string;
      status: number;
      code: string;
      detail: string;
      field?: string;
      current?: unknown;
    };
    House: { name: string; name_en: string; version: string; demo: boolean; now: string };
    PersonCard: { person_id: string; honorific?: string; name: string; post: string; unit: string };
    Person: {
      person_id: string;
      honorific?: string;
      name: string;
      post: string;
      posts: string[];
      unit: string;
      unit_id: string;
      protocol_order: number;
    };
    Unit: { unit_id: string; name: string; short_name: string; protocol_order: number };
    MeetingKind: { code: string; name: string; name_en: string };
    Session: {
      account_id: string;
      login: string;
      name: string;
      house_role: components["schemas"]["HouseRole"];
      person?: components["schemas"]["PersonCard"];
      doors: components["schemas"]["Door"][];
    };
    Device: { person: components["schemas"]["PersonCard"]; device_name: string; tries_left: number };
    PairedDevice: {
      device_id: string;
      device_name: string;
      person: components["schemas"]["PersonCard"];
      paired_at: string;
      last_seen_at?: string;
      locked: boolean;
    };
    Pairing: { pairing_id: string; code: string; url: string; qr_svg: string; expires_at: string };
    PairingState: { state: "waiting" | "claimed" | "expired"; device_name?: string };
    ActReceipt: { seq: number; id?: string };
    Mine: { attendee_id?: string; person_id?: string };
    MeetingSummary: {
      meeting_id: string;
      title: string;
      kind: string;
      kind_name: string;
      kind_name_en: string;
      room: string;
      starts_at: string;
      ends_at: string;
      phase: components["schemas"]["Phase"];
      chair?: { name: string; post: string };
      papers?: number;
      items?: number;
      attendees?: number;
      present?: number;
      my_role?: components["schemas"]["AttendeeRole"];
    };
    AgendaItemView: {
      number?: number;
      kind: components["schemas"]["ItemKind"];
      title: string;
      short_title: string;
      presenter?: components["schemas"]["PersonCard"];
      planned_minutes: number;
      planned_start: string;
      admission: components["schemas"]["Admission"];
      guests: string[];
      state: components["schemas"]["ItemState"];
      spent_ms: number;
      running_since?: string;
      done_at?: string;
      papers: string[];
      revision: number;
    };
    AttendeeView: {
      person_id: string;
      honorific?: string;
      name: string;
      post: string;
      unit: string;
      role: components["schemas"]["AttendeeRole"];
      votes: boolean;
      seat?: string;
      protocol_order: number;
      present: boolean;
      present_at?: string;
      revision: number;
    };
    PaperView: {
      item_id: string;
      title: string;
      symbol?: string;
      unit?: string;
      file_name: string;
      hash: string;
      size: number;
      pages: number;
      version: number;
      updated_at: string;
      revision: number;
    };
    AgendaView: {
      order: string[];
      items: { [key: string]: components["schemas"]["AgendaItemView"] };
      current?: string;
      total: number;
    };
    AttendeesView: { order: string[]; people: { [key: string]: components["schemas"]["AttendeeView"] } };
    SessionView: { opened_at?: string; paused_at?: string; closed_at?: string };
    QuorumView: { present: number; needed: number; members: number; reached: boolean; source: string };
    AttendanceView: { expected: number; present: number; quorum?: components["schemas"]["QuorumView"] };
    MeetingView: {
      meeting_id: string;
      revision: number;
      title: string;
      kind: string;
      kind_name: string;
      kind_name_en: string;
      room: string;
      starts_at: string;
      ends_at: string;
      phase: components["schemas"]["Phase"];
      audience: components["schemas"]["Audience"];
      can: components["schemas"]["Action"][];
      agenda: components["schemas"]["AgendaView"];
      attendees: components["schemas"]["AttendeesView"];
      papers: { [key: string]: components["schemas"]["PaperView"] };
      session: components["schemas"]["SessionView"];
      attendance: components["schemas"]["AttendanceView"];
    };
    MeetingPicture: {
      epoch: string;
      seq: number;
      view: components["schemas"]["MeetingView"];
      mine: components["schemas"]["Mine"];
      now: string;
    };
    JournalEvent: { seq: number; at: string; actor: string; kind: string; body: unknown };
  };
}
