"""The editor: the only place where its objects are made and wired."""

from __future__ import annotations

from pathlib import Path

from app import environment

environment.prepare()  # before Qt's libraries are loaded

from PySide6.QtCore import Qt, QTimer  # noqa: E402
from PySide6.QtGui import QColor, QIcon, QImage  # noqa: E402
from PySide6.QtWidgets import QAbstractButton, QApplication  # noqa: E402

from app import text  # noqa: E402
from app.batch.reviewing import Reviewing  # noqa: E402
from app.canvas.view import Canvas  # noqa: E402
from app.dialogs.how import HowDialog  # noqa: E402
from app.dialogs.settings import SettingsDialog  # noqa: E402
from app.errors.bar import MessageBar  # noqa: E402
from app.errors.hooks import Hooks  # noqa: E402
from app.folder_strip import FolderStrip  # noqa: E402
from app.menu_bar import MenuBar  # noqa: E402
from app.menus import Actions  # noqa: E402
from app.notices import Notices  # noqa: E402
from app.pages import Pages  # noqa: E402
from app.panels.answers import AnswerStrip  # noqa: E402
from app.panels.blend import BlendPanel  # noqa: E402
from app.panels.brush import BrushPanel  # noqa: E402
from app.panels.drag_handle import DragHandle  # noqa: E402
from app.panels.empty import EmptyPage  # noqa: E402
from app.panels.find import FindPanel  # noqa: E402
from app.panels.history import HistoryPanel  # noqa: E402
from app.panels.mainbar import MainBar  # noqa: E402
from app.panels.mask import MaskPanel  # noqa: E402
from app.panels.opening_preview import OpeningPreview  # noqa: E402
from app.panels.repair import RepairPanel  # noqa: E402
from app.panels.status import Status  # noqa: E402
from app.placement import Placement  # noqa: E402
from app.services import Services  # noqa: E402
from app.text import translate  # noqa: E402
from app.theme.theme import Theme  # noqa: E402
from app.tool_windows import ToolWindows  # noqa: E402
from app.widgets.buttons import add_to_bar, corner_button  # noqa: E402
from app.widgets.toast import Toast  # noqa: E402
from app.window import Window  # noqa: E402
from engine.system.paths import resource  # noqa: E402

WARM_AFTER = 400  # ms without work on a photo: before the first strokes, which it would make jerky


class Editor(Services):
    """Everything of one window.  `open` shows it, closing the window ends all threads and timers."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self.closed = self._agreed = False  # agreed: to be closed
        self.translators = text.install(self.settings.language)
        self.theme = Theme(application, self.settings.theme)
        self.window = Window()
        self._make_session()
        self._make_canvas()
        self._make_actions()
        self._make_window()
        self._wire()

    def open(self, photo: Path | None) -> None:
        """Show the window at once; all that takes time comes after it is painted."""
        self.window.restore_layout(str(self.state.get("layout", "")))
        self._show_page()
        self.window.show()
        QTimer.singleShot(0, lambda: self._begin(photo))

    def save(self) -> None:
        """What Ctrl+S does."""
        self.files.save()

    # Making

    def _make_session(self) -> None:
        self.make_session(self.window)
        self.hooks = Hooks(self.messages.fail, self)

    def _make_canvas(self) -> None:
        self.canvas = Canvas()
        self.window.pages.addWidget(self.canvas)
        self.toast = Toast(self.canvas)
        self.reviewing = Reviewing(
            self.window,
            self.canvas,
            self.session,
            self.document_jobs,
            files=self.files,
            finds=self.finds,
            masks=self.masks,
            repairs=self.repairs,
            messages=self.messages,
        )
        self.beside = ToolWindows(
            self.window,
            self.session,
            methods=self.methods,
            settings=self.settings,
            messages=self.messages,
            theme=self.theme,
            store=self.state,
            reviewing=self.reviewing,
            comparison=self.comparison,
        )
        self._follow_look()
        self.mask_panel = MaskPanel(self.mask_adjustment, self.masks)

    def _make_actions(self) -> None:
        self.actions = Actions(self.theme, self.shortcuts, self.window)
        self.notices = Notices(self.toast, self.actions)
        self.menus = MenuBar(
            self,
            window=self.window,
            canvas=self.canvas,
            beside=self.beside,
            actions=self.actions,
            save=lambda: self.save(),
            adjust_mask=self.mask_panel.focus,
            show_settings=self._show_settings,
        )
        self.menus.draw(self.window.menuBar())

    def _show_settings(self) -> None:
        show_keys = self.actions["shortcuts"].trigger
        SettingsDialog(self.settings, self.theme, self.window, show_shortcuts=show_keys).exec()

    def _make_window(self) -> None:
        window = self.window
        window.setWindowIcon(QIcon(str(resource("icons", "lacuna.svg"))))
        bar = self.verbs = window.add_bar("main", translate("Window", "Verbs"), Qt.ToolBarArea.TopToolBarArea)
        self.main_bar = MainBar(
            bar,
            self.actions,
            theme=self.theme,
            methods=self.methods,
            repairs=self.repairs,
            erase=self.menus.repair.run,
            find=self.menus.repair.find_and_repair,
        )
        tools = window.add_bar("tools", translate("Window", "Tools"), Qt.ToolBarArea.LeftToolBarArea)
        for id in self.canvas.tools:
            add_to_bar(tools, self.actions[f"tool_{id}"])
        self.status = Status(self.session, self.document_jobs, window)
        window.setStatusBar(self.status)
        self.theme.dress(self.status.aside, "graduation-cap")
        handle = DragHandle(self.session, self.result_file, self.theme)
        handle.hinted.connect(self.toast.say)
        self.status.addWidget(handle)
        self.empty = EmptyPage(self.recent, self.theme, open_photo=self.actions["open"])
        window.pages.addWidget(self.empty)
        self.opening_preview = OpeningPreview()
        window.pages.addWidget(self.opening_preview)
        self.bar = MessageBar(window.pages, self.messages, self.theme)
        self.strip = AnswerStrip(
            self.canvas,
            self.answers,
            self.document_jobs,
            methods=self.methods,
            actions=self.actions,
            theme=self.theme,
        )
        self.strip.covered.connect(self.toast.stay_above)
        repair = RepairPanel(self.repairs, methods=self.methods, actions=self.actions)
        self.how = HowDialog(self.explanations, self.methods, window)
        repair.explained.connect(self.how.show_method)
        window.add_section("brush", translate("Window", "Tool"), BrushPanel(self.canvas, self.session))
        window.add_section("mask", translate("Window", "Mask"), self.mask_panel, folded=True)
        find = FindPanel(self.finds, methods=self.methods, actions=self.actions, theme=self.theme)
        window.add_section("find", translate("Window", "Find"), find)
        window.add_section("repair", translate("Window", "Repair"), repair, foot=repair.again)
        steps = HistoryPanel(
            self.session, self.steps, self.methods, states=self.kept_states, theme=self.theme
        )
        take = corner_button(self.actions["take_snapshot"])
        window.add_last_section("history", translate("Window", "History"), steps, corner=take)
        panel = BlendPanel(self.session, self.blends, theme=self.theme)
        self.blend_dock = window.add_guest("blend", translate("Blend", "Blend in a picture"), panel)
        self.folder_strip = FolderStrip(self, window, self.theme)
        self.pages = Pages(
            window.pages,
            self.session,
            canvas=self.canvas,
            empty=self.empty,
            opening_preview=self.opening_preview,
            photo_parts=(window.panels, self.main_bar.method, self.main_bar.original_button),
        )

    # Wiring

    def _wire(self) -> None:
        session, canvas, window = self.session, self.canvas, self.window
        session.opened.connect(lambda: canvas.set_document(session.document))
        session.opened.connect(self._show_page)
        session.changed.connect(lambda change: self._refresh() if change.history else None)
        for signal in (
            session.opened,
            session.busy_changed,
            self.document_jobs.ended,
            canvas.tool_changed,
            canvas.overlay_toggled,
            canvas.stroke_finished,
            canvas.take_back_changed,
            self.settings.changed,
            self.methods.ready,
            self.repairs.method_changed,
            self.answers.changed,
        ):
            signal.connect(self._refresh)
        self._wire_finds()
        canvas.zoomed.connect(lambda scale: self.status.set_zoom(scale, canvas.viewport.angle))
        self.status.page_chosen.connect(self.browsing.show_page)
        canvas.stroke_finished.connect(self._stroke_finished)
        canvas.marking.job_asked.connect(self.masks.change)
        self.files.about_to_leave.connect(canvas.conclude)
        canvas.original_shown.connect(self.main_bar.show_original)
        self.main_bar.original.connect(canvas.show_original)
        window.original.connect(canvas.show_original)
        self.document_jobs.started.connect(self._focus_canvas)
        self.document_jobs.progressed.connect(self._show_progress)
        self.document_jobs.ended.connect(lambda: canvas.set_busy(None))
        for begun in (self.repairs.began, self.finds.began):
            begun.connect(canvas.next_mask.accept)
        self.document_jobs.settled.connect(canvas.next_mask.settle)
        self.notices.follow(self)
        for signal in (canvas.tool_changed, self.repairs.method_changed):
            signal.connect(lambda _: self.repairs.advise(canvas.tool.info.guides))
        self.placement = Placement(canvas, self.blends, alone=self._place_alone)
        session.busy_changed.connect(self.placement.rest)
        window.dropped.connect(self.clipboard.take)
        window.held.connect(self.empty.set_hot)
        window.held.connect(lambda held: window.mark_drop(held and session.document is not None))
        self.empty.opened.connect(self.files.open)
        self.empty.sample_opened.connect(self.files.open_sample)
        self.files.previewed_opening.connect(self._show_opening_preview)
        self.document_jobs.ended.connect(self._drop_opening_preview)
        self.methods.ready.connect(lambda: self.status.show_device(self.methods))
        self.methods.failed.connect(self.messages.fail)
        self._idle = QTimer(self, singleShot=True)
        self._idle.setInterval(WARM_AFTER)
        self._idle.timeout.connect(self._warm)
        self.methods.ready.connect(self._idle.start)
        self.settings.changed.connect(self._setting_changed)
        self.theme.changed.connect(self._follow_look)
        self.beside.said.connect(self.toast.say)
        self.beside.aside.connect(self.status.set_aside)
        self.status.aside.clicked.connect(self.beside.show_teach)
        window.may_close = self._may_close
        self._refresh()

    def _focus_canvas(self) -> None:
        """A job disables the button that started it, and Qt would give the focus to whatever stands next."""
        if isinstance(QApplication.focusWidget(), QAbstractButton):
            self.canvas.setFocus()

    def _wire_finds(self) -> None:
        canvas, finds = self.canvas, self.finds
        finds.shown.connect(canvas.show_marks)
        finds.touched.connect(canvas.changed_marks)
        for previews in (finds.previewed, self.mask_adjustment.previewed):
            previews.connect(canvas.scene.preview_mask)
        finds.settled.connect(canvas.scene.keep_preview)
        finds.shown.connect(self._refresh)
        canvas.find_clicked.connect(finds.toggle)

    def _begin(self, photo: Path | None) -> None:
        self.hooks.install()
        self.autosave.offer(lambda: self.files.open(photo.absolute()) if photo else None)
        self.methods.load()

    def _warm(self) -> None:
        """While the person looks, not while a photo is being opened."""
        if self.document_jobs.busy:
            self._idle.start()
        else:
            self.methods.warm()

    def _show_page(self) -> None:
        if not self.closed:
            self.pages.show()

    def _show_opening_preview(self, image: QImage) -> None:
        if self.document_jobs.busy:
            self.pages.show_opening_preview(image, self.theme.colours.surround)

    def _drop_opening_preview(self) -> None:
        if self.pages.previewed_opening:
            self._show_page()
            self.pages.drop_opening_preview()

    def _refresh(self) -> None:
        """After anything that may enable, rename or disable something."""
        self.actions.refresh()
        name, edited = self.files.name, self.session.photo_edited
        self.window.setWindowTitle(f"{name}[*] — Lacuna" if name else "Lacuna")
        self.window.setWindowModified(edited and bool(name))

    def _stroke_finished(self) -> None:
        if self.settings.on_release and self.canvas.tool.info.marks_mask:
            self.repairs.run()

    def _show_progress(self, fraction: float, _: object) -> None:
        boxes = self.repairs.boxes or self.blends.boxes
        if boxes or self.canvas.progress.shown:
            self.canvas.set_busy(boxes or None, fraction)

    def _place_alone(self, alone: bool) -> None:
        """While a picture lies over the photo, nothing else is in hand."""
        self.window.stand_alone(self.blend_dock, alone)
        self.verbs.setEnabled(not alone)
        self.actions.refresh()

    def _setting_changed(self, key: str) -> None:
        if key == "theme":
            self.theme.choose(self.settings.theme)
        self._follow_look()

    def _follow_look(self) -> None:
        self.canvas.scene.set_surround(QColor(self.theme.colours.surround))
        self.canvas.scene.set_mask_look(self.settings.mask_colour, hatch=self.settings.hatch)
        self.canvas.pressure_sizes, self.canvas.pressure_flows = self.settings.pen_pressure

    # The end

    def _may_close(self) -> bool:
        """Asked when the window is to close: yes, no, or yes once a job has ended or the photo is saved."""
        agreed: list[bool] = []
        asking = True

        def leave() -> None:
            if asking:
                agreed.append(True)
            else:
                self._agreed = True
                self.window.close()

        if not self._agreed and self.beside.may_end:
            self.files.leave(leave)
        asking = False
        self._agreed = self._agreed or bool(agreed)
        if self._agreed:
            self._end()
        return self._agreed

    def _end(self) -> None:
        self.closed = True
        self.blends.drop()
        self.blends.close()
        self.state.set("layout", self.window.layout_bytes())
        self.window.hide()  # what is still at work may take a moment to stop
        self._idle.stop()
        self.autosave.close()
        self.session.hold(None)
        self.canvas.release()
        self.how.close()
        self.beside.close()
        for lane in (self.methods, self.explanations, self.finds, self.mask_adjustment, self.lane):
            lane.close()
        self.empty.close_lane()
        self.folder_strip.close()
        self.result_file.close()
        self.toast.dismiss()
        self.bar.dismiss()
        self.theme.close()
        self.hooks.remove()
