// How whoever leads is called: the chair by their office, everybody else by name.
import { useTranslation } from "react-i18next";
import type { Lead } from "./lead";

export function useLeadWords() {
  const { t } = useTranslation();
  const name = ({ leader }: Lead) =>
    leader ? t("room.comrade", { name: leader.name }) : t("follow.somebody");
  return {
    name,
    /** "Theo chủ tọa" */
    followTitle: (lead: Lead) => t(lead.byChair ? "follow.chair" : "follow.presenter"),
    followingTitle: (lead: Lead) => t(lead.byChair ? "follow.followingChair" : "follow.followingPresenter"),
    /** "Chủ tọa đang dẫn tài liệu" */
    leads: (lead: Lead) => (lead.byChair ? t("follow.chairLeads") : t("follow.leads", { name: name(lead) })),
    points: (lead: Lead) => t("follow.points", { name: name(lead) }),
  };
}
