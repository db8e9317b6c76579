// The addresses of a meeting's intakes: opened, filled with bytes, asked about, and put away.
import { answer, api, type Schemas } from "../../api/client";
import { refusal, unreachable } from "../../api/problem";
import { i18n } from "../../i18n/i18n";

export type IntakeState =
  | "receiving"
  | "waiting"
  | "working"
  | "needs_password"
  | "done"
  | "refused"
  | "failed"
  | "cancelled";
export type IntakeStep = "examine" | "convert" | "study" | "attach";

/** As the server writes it, its words told apart. */
export type Intake = Omit<Schemas["IntakeView"], "state" | "step"> & {
  state: IntakeState;
  step?: IntakeStep;
};

/** What a file becomes: a new paper of an item, or a new version of a paper. */
export type Target = { item: string; title?: string } | { item: string; paper: string };

const at = (meeting_id: string, intake_id: string) => ({ params: { path: { meeting_id, intake_id } } });

export const listIntakes = async (meeting_id: string) =>
  (await answer(api.GET("/api/meetings/{meeting_id}/intakes", { params: { path: { meeting_id } } })))
    .intakes as Intake[];

export const openIntake = (meeting_id: string, target: Target, file: File, title: string) =>
  answer(
    api.POST("/api/meetings/{meeting_id}/intakes", {
      params: { path: { meeting_id } },
      body: {
        ...("paper" in target ? { paper_id: target.paper } : { item_id: target.item, title }),
        name: file.name.normalize("NFC"),
        size: file.size,
      },
    }),
  );

export const receivedOf = async (meeting: string, intake: string) =>
  (await answer(api.GET("/api/meetings/{meeting_id}/intakes/{intake_id}", at(meeting, intake)))).received;

export const givePassword =
  (meeting: string) =>
  ({ intake, password }: { intake: string; password: string }) =>
    answer(
      api.POST("/api/meetings/{meeting_id}/intakes/{intake_id}/password", {
        ...at(meeting, intake),
        body: { password },
      }),
    );

export const retryIntake = (meeting: string) => (intake: string) =>
  answer(api.POST("/api/meetings/{meeting_id}/intakes/{intake_id}/retry", at(meeting, intake)));

export const dropIntake = (meeting: string) => (intake: string) =>
  answer(api.DELETE("/api/meetings/{meeting_id}/intakes/{intake_id}", at(meeting, intake)));

/** One part of a file, streamed from the disk. XMLHttpRequest: fetch still cannot tell how much has left. */
export function sendPart(
  meeting: string,
  intake: string,
  offset: number,
  part: Blob,
  progress: (sent: number) => void,
  signal: AbortSignal,
): Promise<number> {
  const request = new XMLHttpRequest();
  const answered = new Promise<number>((resolve, reject) => {
    request.open("PATCH", `/api/meetings/${meeting}/intakes/${intake}/bytes`);
    request.responseType = "json";
    request.setRequestHeader("Accept-Language", i18n.language);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("Upload-Offset", String(offset));
    request.upload.onprogress = (event) => progress(offset + event.loaded);
    request.onload = () =>
      request.status < 300
        ? resolve((request.response as { received: number }).received)
        : reject(refusal(request.response, request.status));
    request.onerror = () => reject(unreachable());
    request.onabort = () => reject(new DOMException("", "AbortError"));
    request.send(part);
  });
  signal.addEventListener("abort", () => request.abort(), { once: true });
  return answered;
}
