// How an item is called in running words.
import { useTranslation } from "react-i18next";
import type { MeetingView } from "../../live/frame";

export function useItemName(view: MeetingView) {
  const { t } = useTranslation();
  const { items, total } = view.agenda;
  /** "nội dung 4" */
  const short = (id: string) => {
    const item = items[id];
    if (!item || item.kind === "break") return t("room.item.break");
    return item.number === undefined ? item.short_title : t("room.item.matter", { number: item.number });
  };
  return {
    short,
    /** "nội dung 4 trong 8"; guests are not told how many there are. */
    full: (id: string) => {
      const number = items[id]?.number;
      return total && number !== undefined ? t("room.item.matterOf", { number, total }) : short(id);
    },
  };
}
