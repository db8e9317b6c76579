// Remarks: what is shared on purpose of one's notes, and what came to those it was sent to.
import { answer, api, type Schemas } from "../../api/client";
import { newId } from "../../ink/id";

export type Remark = Schemas["RemarkView"];
export type RemarkTo = Schemas["RemarkTo"];

const at = (meeting_id: string, paper_id: string) => ({ meeting_id, paper_id });

/** Somebody may have sent one meanwhile. */
const LOOK_MS = 30_000;

export const remarksQuery = (meeting: string, paper: string) => ({
  queryKey: ["remarks", meeting, paper],
  refetchInterval: LOOK_MS,
  queryFn: async () =>
    await answer(
      api.GET("/api/meetings/{meeting_id}/papers/{paper_id}/remarks", {
        params: { path: at(meeting, paper) },
      }),
    ),
});

export interface NewRemark {
  hash: string;
  page: number;
  area: [number, number, number, number];
  text: string;
  to: RemarkTo;
}

/** The id is made once for each intention: sent again it stays one remark. */
export const newRemark = (remark: NewRemark) => ({ id: newId(), ...remark });

export const sendRemark = async (meeting: string, paper: string, remark: ReturnType<typeof newRemark>) =>
  await answer(
    api.POST("/api/meetings/{meeting_id}/papers/{paper_id}/remarks", {
      params: { path: at(meeting, paper) },
      body: remark,
    }),
  );

export const markRemarkRead = async (meeting: string, paper: string, remark_id: string) =>
  await answer(
    api.PUT("/api/meetings/{meeting_id}/papers/{paper_id}/remarks/{remark_id}/read", {
      params: { path: { ...at(meeting, paper), remark_id } },
    }),
  );

export const withdrawRemark = async (meeting: string, paper: string, remark_id: string) =>
  await answer(
    api.DELETE("/api/meetings/{meeting_id}/papers/{paper_id}/remarks/{remark_id}", {
      params: { path: { ...at(meeting, paper), remark_id } },
    }),
  );
