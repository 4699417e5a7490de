"""Repair a folder: what is to be done on the left, the photos on the right, how far it is below."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QLabel, QProgressBar, QPushButton

from app.batch.draft import REPEATED_MARKS, BatchDraft
from app.batch.layout import arrange
from app.batch.photos import PhotosPanel
from app.batch.preview_texts import example, plan_headline, plan_remarks, wanted
from app.batch.questions import BatchQuestions
from app.batch.repeated import RepeatedDialog, RepeatedFinds
from app.batch.runner import Batch, BatchPreview, picture
from app.batch.settings import BatchSettings
from app.batch.texts import error_line, going, headline, summed_up, watching
from app.session.methods import Methods
from app.settings.store import Store
from app.text import translate
from app.theme.theme import Theme, tabular
from app.widgets.buttons import push_button
from app.widgets.drop_dialog import DropDialog
from engine.errors import LacunaError

if TYPE_CHECKING:
    from engine.batch import Outcome, Plan, Progress, Summary

STORE_KEY = "batch"  # Where the store keeps what was set.


class BatchDialog(DropDialog):
    """A window of its own beside the editor; what is set is kept in `store` from one start to the next."""

    opened = Signal(object)  # Opening of a photo that a person wants to see in the editor

    def __init__(self, batch: Batch, methods: Methods, *, theme: Theme, store: Store) -> None:
        super().__init__(translate("Batch", "Repair a folder"))
        self._batch, self._store = batch, store
        self._questions = BatchQuestions(self)
        self._look: BatchPreview | None = None
        self._summary: Summary | None = None
        self._decided: dict[str, Outcome] = {}  # by the photo's name, since the run began
        self._listed = ""  # the folder whose photos are shown
        self._leaving = False
        self._fresh = False  # the run has reported nothing yet
        self.repeated_dialog: RepeatedDialog | None = None  # the last one
        self._resume_confirmed = False  # how it goes on once what stays put is confirmed
        self.settings = BatchSettings(methods, theme, self._questions)
        self.photos = PhotosPanel(theme, self._picture_of, lambda: self.plan)
        self._make_foot()
        self._arrange()
        self._wire()
        self.settings.show_draft(BatchDraft.of(store.get(STORE_KEY)))

    def begin(self, folder: Path | None) -> None:
        """Show the window.  folder: offered where none was ever chosen."""
        fresh = not self.isVisible()
        self.show()
        self.raise_()
        self.activateWindow()
        if fresh and not self._batch.running:
            if folder is not None and not self.settings.draft.photos:
                self.settings.take(folder)
            self.settings.photos.line.setFocus()
            self._plan_anew()

    @property
    def summary(self) -> Summary | None:
        """Of the run that has ended; None once anything was changed."""
        return self._summary

    @property
    def may_leave(self) -> bool:
        """Whether a run that is on, if any, may be stopped; asks."""
        return not self._batch.running or self._questions.stop_batch()

    def reject(self) -> None:
        """Esc, Close and the cross."""
        if not self.may_leave:
            return
        if self._batch.running:
            self._leaving = True
            self._stop()
        else:
            super().reject()

    # Reviewing

    def take_decision(self, one: Outcome) -> None:
        """A person has decided on a photo in the editor; a run that is on will not take that back."""
        self._decided[one.item.name] = one
        if self._summary is not None:
            self._summary = self._with_decisions(self._summary)
        self.photos.decide(one)
        self._refresh()

    def _with_decisions(self, summary: Summary) -> Summary:
        return replace(
            summary, outcomes=tuple(self._decided.get(one.item.name, one) for one in summary.outcomes)
        )

    # Making

    def _make_foot(self) -> None:
        self.headline = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.headline.setProperty("role", "title")
        self.text = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.text.setFont(tabular(self.text.font()))
        self.bar = QProgressBar(maximum=1000, textVisible=False)
        self.bar.setAccessibleName(translate("Batch", "Progress"))
        self.folder_button = push_button(translate("Batch", "Open the folder"), self._show_folder)
        self.report_button = push_button(
            translate("Batch", "Report"), self._show_report, translate("Batch", "A table of all photos (CSV)")
        )
        self.sheet_button = push_button(
            translate("Batch", "Contact sheet"),
            self._show_sheet,
            translate("Batch", "Every photo before and after, with its mask, in the browser"),
        )
        self.close_button = push_button(translate("Batch", "Close"), self.reject)
        self.pause_button = push_button(translate("Batch", "Pause"), self._pause)
        self.stop_button = push_button(
            translate("Batch", "Cancel"),
            self._stop,
            translate("Batch", "What is done stays done, and the rest can be resumed later"),
        )
        self.anew_button = push_button(
            translate("Batch", "Start anew"),
            lambda: self._start(resume=False),
            translate("Batch", "Does every photo again; results of the earlier run are replaced"),
        )
        self.start_button = QPushButton()
        self.start_button.clicked.connect(lambda: self._start(resume=self._resumes))

    def _arrange(self) -> None:
        arrange(
            self,
            self.settings,
            self.photos,
            below=(self.headline, self.bar, self.text),
            left=(self.folder_button, self.report_button, self.sheet_button),
            right=(
                self.close_button,
                self.pause_button,
                self.stop_button,
                self.anew_button,
                self.start_button,
            ),
        )

    def _wire(self) -> None:
        batch = self._batch
        self.settings.changed.connect(self._plan_anew)
        self.hovered.connect(self.photos.set_hot)
        self.fell.connect(self.settings.take)
        self.photos.opened.connect(self.opened)
        batch.looked.connect(self._looked)
        batch.began.connect(self._refresh)
        batch.searched.connect(self._show_search)
        batch.found_repeated.connect(self._confirm)
        batch.reported.connect(self._show_run)
        batch.ended.connect(self._ended)
        batch.failed.connect(self._failed)
        batch.stopped.connect(self._stopped)
        batch.written.connect(self._show_outside)
        batch.not_written.connect(lambda error: self.text.setText(error_line(error)))

    # Before

    def _plan_anew(self) -> None:
        """After any change: see what it would do."""
        if self._batch.running:  # a method was taught or deleted meanwhile
            return
        draft = self.settings.draft
        self._look = self._summary = None
        if draft.missing:
            self.photos.say(wanted(draft.missing))
        else:
            if self.photos.table is None or draft.photos != self._listed:
                self.photos.say(translate("Batch", "Looking at the photos"))
            self._listed = draft.photos
            self._batch.look(draft)
        self._refresh()

    def _looked(self, look: BatchPreview) -> None:
        if look.draft != self.settings.draft or self._batch.running or self._summary is not None:
            return
        self._look = look
        if look.problem is not None:
            self.photos.say(error_line(look.problem))
        elif look.outcomes:
            self.photos.fill(look.outcomes)
        else:
            self.photos.say(translate("Batch", "No photo is there yet."))
        self.settings.show_example(example(look))
        self.settings.one.show_masked_photo(look.masked_photo)
        self._refresh()

    # The run

    @property
    def _resumes(self) -> bool:
        """Whether the verb goes on with what an earlier run did."""
        if self._summary is not None:
            return True
        earlier = self._look.earlier if self._look else None
        return earlier is not None and not earlier.differs

    def _start(self, *, resume: bool) -> None:
        if self._look is None or self._look.plan is None or self._batch.running:
            return
        self._summary = None
        self._decided.clear()
        self._store.set(STORE_KEY, self.settings.draft.kept)
        self._fresh = True
        self.bar.setRange(0, 0)
        self.text.setText(translate("Batch", "Looking at the photos"))
        draft = self.settings.draft
        if draft.damage == REPEATED_MARKS:
            self._resume_confirmed = resume
            self._batch.find_repeated(self._look.plan)
        else:
            self._batch.start(self._look.plan, resume=resume or draft.watches, watches=draft.watches)
        self.photos.focus()

    def _show_search(self, fraction: float) -> None:
        self.bar.setRange(0, 1000)
        self.bar.setValue(round(fraction * 1000))

    def _confirm(self, finds: RepeatedFinds) -> None:
        """Show what stays put; it is removed only where the person says so."""
        self._refresh()
        if self._leaving:
            self._leave()
            return
        self.repeated_dialog = RepeatedDialog(finds, self)
        self.repeated_dialog.accepted.connect(lambda: self._remove_repeated(finds))
        self.repeated_dialog.open()

    def _remove_repeated(self, finds: RepeatedFinds) -> None:
        self._fresh = True
        self.bar.setRange(0, 0)
        self._batch.start(finds.plan, resume=self._resume_confirmed)

    def _show_run(self, changed: list[Outcome], progress: Progress) -> None:
        if changed:
            fresh = self._fresh and not self._batch.watching  # which repairs some of those that are shown
            self.photos.fill(changed) if fresh else self.photos.put(changed)
            self._fresh = False
        if self._batch.watching:
            self._show_watch(progress)
            return
        self.bar.setRange(0, 1000)
        self.bar.setValue(round(progress.fraction * 1000))
        self.text.setText(going(progress))
        self.setWindowTitle(
            translate("Batch", "{percent} % of a folder repaired").format(
                percent=int(progress.fraction * 100)
            )
        )

    def _show_watch(self, progress: Progress) -> None:
        at_work = progress.ended < progress.total
        self.bar.setRange(0, 1000 if at_work else 0)
        self.bar.setValue(round(progress.fraction * 1000))
        rows = self.photos.all
        self.text.setText(watching([rows[row] for row in range(len(rows))]))
        self.setWindowTitle(translate("Batch", "Watching a folder"))

    def _pause(self) -> None:
        self._batch.pause(not self._batch.paused)
        self._refresh()

    def _stop(self) -> None:
        self._batch.stop()
        self.stop_button.setEnabled(False)
        self.headline.setText(translate("Batch", "Stopping"))

    def _ended(self, summary: Summary) -> None:
        self._summary = self._with_decisions(summary)
        self.photos.rank(self._summary.review)
        self._refresh()
        self.photos.focus()
        QApplication.alert(self)  # it may have taken the night, and another window is in front
        self._leave()

    def _stopped(self) -> None:
        self._plan_anew()
        self._leave()

    def _failed(self, error: LacunaError) -> None:
        self._refresh()
        self.headline.setText(error_line(error))
        self.text.clear()
        self._leave()

    def _leave(self) -> None:
        if self._leaving:
            self._leaving = False
            super().reject()

    # What is shown

    def _refresh(self) -> None:
        """Buttons and words of what is going on now."""
        running, summary, look = self._batch.running, self._summary, self._look
        self.settings.setEnabled(not running)
        watches = self.settings.draft.watches
        for part in (self.bar, self.stop_button):
            part.setVisible(running)
        self.pause_button.setVisible(running and not watches and self._batch.can_pause)
        for part in (self.folder_button, self.report_button, self.sheet_button):
            part.setVisible(summary is not None)
        again = summary is not None and (watches or bool(summary.left or summary.failed))
        self.close_button.setVisible(not running)
        self.start_button.setVisible(not running and (summary is None or again))
        self.start_button.setEnabled(look is not None and look.ready)
        self.anew_button.setVisible(not running and summary is None and self._resumes and not watches)
        verb = self.start_button if self.start_button.isVisibleTo(self) else self.close_button
        verb.setDefault(True)
        self.start_button.setText(self._verb())
        self.pause_button.setText(
            translate("Batch", "Continue") if self._batch.paused else translate("Batch", "Pause")
        )
        if running:
            for label in (self.headline, self.text):
                label.show()
            self.stop_button.setEnabled(True)
            stop, leave = translate("Batch", "Cancel"), translate("Batch", "Stop watching")
            self.stop_button.setText(leave if self._batch.watching else stop)
            self.headline.setText(self._going_on())
            return
        self.setWindowTitle(translate("Batch", "Repair a folder"))
        self.headline.setText(headline(summary, watched=watches) if summary else plan_headline(look))
        self.text.setText(summed_up(summary) if summary else plan_remarks(look))
        for label in (self.headline, self.text):
            label.setVisible(bool(label.text()))

    def _going_on(self) -> str:
        if self._batch.paused:
            return translate("Batch", "Paused")
        if self._batch.watching:
            return translate("Batch", "Watching the folder")
        if not self._batch.can_pause:
            return translate("Batch", "Looking for what stays put")
        return translate("Batch", "Repairing")

    def _verb(self) -> str:
        if self.settings.draft.watches:
            return translate("Batch", "Watch")
        if self.settings.draft.damage == REPEATED_MARKS:
            return translate("Batch", "Look for it")
        if self._summary is not None and not self._summary.left:
            return translate("Batch", "Try the rest again")
        return translate("Batch", "Resume") if self._resumes else translate("Batch", "Start")

    def _picture_of(self, one: Outcome) -> Path | None:
        plan = self.plan
        return None if plan is None else picture(plan, one)

    @property
    def plan(self) -> Plan | None:
        """The plan of the photos that are shown; None while another one is looked at."""
        return None if self._look is None else self._look.plan

    def _show_folder(self) -> None:
        if self._summary is not None:
            self._show_outside(self._summary.plan.out)

    def _show_report(self) -> None:
        if self._summary is not None:
            self._batch.write_report(self._summary)

    def _show_sheet(self) -> None:
        if self._summary is not None:
            self._batch.write_sheet(self._summary)

    def _show_outside(self, path: Path) -> None:
        """In whatever program this machine has for it."""
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.text.setText(translate("Batch", "No program opens it; it is here: {path}").format(path=path))

    # Dropping

    def may_take(self) -> bool:
        return not self._batch.running
