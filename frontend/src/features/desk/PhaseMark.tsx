// The state of a meeting: always a word and a shape, so that colour is never the only sign.
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { DoneIcon, EditIcon, PausedIcon, PlayIcon, StopIcon } from "../../ui/Icon";
import styles from "./PhaseMark.module.css";

const icons = {
  draft: EditIcon,
  published: DoneIcon,
  open: PlayIcon,
  paused: PausedIcon,
  closed: StopIcon,
};

export function PhaseMark({ phase }: { phase: Schemas["Phase"] }) {
  const { t } = useTranslation();
  const Icon = icons[phase];
  return (
    <span className={`${styles.mark} ${styles[phase]}`}>
      <Icon size={20} />
      {t(`common.phase.${phase}`)}
    </span>
  );
}
