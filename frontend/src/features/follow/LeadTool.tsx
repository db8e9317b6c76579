// The tool that takes a paper's lead, asks for it, or points while leading: one place, whatever it is called now.
import { useTranslation } from "react-i18next";
import type { MeetingView, Mine } from "../../live/frame";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { LeadIcon, PointIcon, UndoIcon } from "../../ui/Icon";
import look from "../../ui/Tool.module.css";
import styles from "../reader/Tools.module.css";
import dialog from "./LeadTool.module.css";
import { askedBy, decides, mayLead, presenterOf } from "./lead";
import type { useLeadActs } from "./useLeadActs";
import type { ReaderLead } from "./useReaderLead";

export interface LeadToolProps {
  view: MeetingView;
  mine: Mine;
  id: string;
  wide: boolean;
  state: ReaderLead;
  acts: ReturnType<typeof useLeadActs>;
  ready: boolean;
}

export function LeadTool({ view, mine, id, wide, state, acts, ready }: LeadToolProps) {
  const { t } = useTranslation();
  if (!mayLead(view, mine)) return null;
  const { lead, leading, pointing, choosing, setChoosing } = state;
  if (leading) {
    return (
      <button
        type="button"
        className={`${look.tool} ${styles.tool}`}
        aria-pressed={pointing}
        onClick={() => state.setPointing(!pointing)}
      >
        <PointIcon />
        <span>{t(wide ? "follow.point" : "follow.pointShort")}</span>
      </button>
    );
  }
  if (askedBy(view, mine) === id) {
    return (
      <button type="button" className={`${look.tool} ${styles.tool}`} onClick={() => acts.end()}>
        <UndoIcon />
        <span>{t(wide ? "follow.askBack" : "follow.askBackShort")}</span>
      </button>
    );
  }
  const presenter = decides(view) ? presenterOf(view, mine) : undefined;
  const asks = lead !== undefined && !lead.mine && !decides(view);
  const word = asks ? (wide ? "follow.ask" : "follow.askShort") : wide ? "follow.lead" : "follow.leadShort";
  return (
    <>
      <button
        type="button"
        className={`${look.tool} ${styles.tool}`}
        disabled={!ready}
        onClick={() => (presenter ? setChoosing(true) : acts.lead(id))}
      >
        <LeadIcon />
        <span>{t(word)}</span>
      </button>
      {presenter && (
        <Dialog open={choosing} onClose={() => setChoosing(false)} title={t("follow.who")}>
          <p>{t("follow.whoDetail")}</p>
          <div className={dialog.choices}>
            <Button
              size="bar"
              onClick={() => {
                setChoosing(false);
                acts.give(id, presenter.id);
              }}
            >
              {t("follow.other", { name: t("room.comrade", { name: presenter.person.name }) })}
            </Button>
            <Button
              size="bar"
              variant="primary"
              onClick={() => {
                setChoosing(false);
                acts.lead(id);
              }}
            >
              {t("follow.self")}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
