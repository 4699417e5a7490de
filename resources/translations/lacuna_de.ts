<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
 <context>
  <name>Batch</name>
  <message>
   <source>1 cannot be: see Problems.</source>
   <translation>1 nicht: siehe Probleme.</translation>
  </message>
  <message>
   <source>1 photo will be looked at.</source>
   <translation>1 Foto wird durchgesehen.</translation>
  </message>
  <message>
   <source>1 photo will be repaired.</source>
   <translation>1 Foto wird repariert.</translation>
  </message>
  <message>
   <source>A mask for each photo</source>
   <translation>Für jedes Foto eine Maske</translation>
  </message>
  <message>
   <source>A table of all photos (CSV)</source>
   <translation>Eine Tabelle aller Fotos (CSV)</translation>
  </message>
  <message>
   <source>All but the background</source>
   <translation>Alles außer dem Grund</translation>
  </message>
  <message>
   <source>All were done by an earlier run: resume looks for what is new.</source>
   <translation>Ein früherer Lauf hat alle erledigt: Fortsetzen sucht, was neu ist.</translation>
  </message>
  <message>
   <source>All {n}</source>
   <translation>Alle {n}</translation>
  </message>
  <message>
   <source>Also fill what is doubtful</source>
   <translation>Auch Zweifelhaftes füllen</translation>
  </message>
  <message>
   <source>An earlier run did {n} of them: resume leaves those alone.</source>
   <translation>Ein früherer Lauf hat {n} davon erledigt: Fortsetzen lässt sie in Ruhe.</translation>
  </message>
  <message>
   <source>An earlier run did {n} with other settings ({names}): all are done anew.</source>
   <translation>Ein früherer Lauf hat {n} mit anderen Einstellungen erledigt ({names}): alle werden neu gemacht.</translation>
  </message>
  <message>
   <source>As a camera's date stamp is: the same size in pixels in every photo.</source>
   <translation>Wie das Datum aus einer Kamera: in jedem Foto gleich viele Pixel groß.</translation>
  </message>
  <message>
   <source>As a logo is that grows with the photo.</source>
   <translation>Wie ein Logo, das mit dem Foto wächst.</translation>
  </message>
  <message>
   <source>As large as fits</source>
   <translation>So groß es geht</translation>
  </message>
  <message>
   <source>At work</source>
   <translation>In Arbeit</translation>
  </message>
  <message>
   <source>Automatic</source>
   <translation>Automatisch</translation>
  </message>
  <message>
   <source>Before, mask and after</source>
   <translation>Vorher, Maske und nachher</translation>
  </message>
  <message>
   <source>Bottom</source>
   <translation>Unten</translation>
  </message>
  <message>
   <source>Bottom left</source>
   <translation>Unten links</translation>
  </message>
  <message>
   <source>Bottom right</source>
   <translation>Unten rechts</translation>
  </message>
  <message>
   <source>By 0.3 % of the photo's shorter side, and 3 pixels at least</source>
   <translation>Um 0,3 % der kürzeren Seite des Fotos, mindestens aber um 3 Pixel</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Centre</source>
   <translation>Mitte</translation>
  </message>
  <message>
   <source>Choose a mask</source>
   <translation>Maske wählen</translation>
  </message>
  <message>
   <source>Choose the folder for the results.</source>
   <translation>Wählen Sie den Ordner für die Ergebnisse.</translation>
  </message>
  <message>
   <source>Choose the folder of masks.</source>
   <translation>Wählen Sie den Ordner mit den Masken.</translation>
  </message>
  <message>
   <source>Choose the mask that goes on all photos.</source>
   <translation>Wählen Sie die Maske, die auf alle Fotos kommt.</translation>
  </message>
  <message>
   <source>Choose: {name}</source>
   <translation>Wählen: {name}</translation>
  </message>
  <message>
   <source>Choose…</source>
   <translation>Wählen…</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>Contact sheet</source>
   <translation>Kontaktbogen</translation>
  </message>
  <message>
   <source>Continue</source>
   <translation>Weiter</translation>
  </message>
  <message>
   <source>Damage</source>
   <translation>Schäden</translation>
  </message>
  <message>
   <source>Does every photo again; results of the earlier run are replaced</source>
   <translation>Macht jedes Foto noch einmal; Ergebnisse des früheren Laufs werden ersetzt</translation>
  </message>
  <message>
   <source>Drop a folder of photos here, or choose one on the left.</source>
   <translation>Ziehen Sie einen Ordner mit Fotos hierher, oder wählen Sie links einen.</translation>
  </message>
  <message>
   <source>Every photo before and after, with its mask, in the browser</source>
   <translation>Jedes Foto vorher und nachher, mit seiner Maske, im Browser</translation>
  </message>
  <message>
   <source>Find it in each photo</source>
   <translation>In jedem Foto suchen</translation>
  </message>
  <message>
   <source>Folder for the results</source>
   <translation>Ordner für die Ergebnisse</translation>
  </message>
  <message>
   <source>Folder of masks</source>
   <translation>Ordner mit Masken</translation>
  </message>
  <message>
   <source>Folder of photos</source>
   <translation>Ordner mit Fotos</translation>
  </message>
  <message>
   <source>Folders</source>
   <translation>Ordner</translation>
  </message>
  <message>
   <source>For photos of the mask's proportions; others are listed as problems.</source>
   <translation>Für Fotos im Seitenverhältnis der Maske; andere stehen unter Probleme.</translation>
  </message>
  <message>
   <source>Format</source>
   <translation>Format</translation>
  </message>
  <message>
   <source>Go on</source>
   <translation>Weitermachen</translation>
  </message>
  <message>
   <source>How it lies</source>
   <translation>Lage</translation>
  </message>
  <message>
   <source>How many photos are repaired beside each other: more need more memory</source>
   <translation>Wie viele Fotos nebeneinander repariert werden: mehr brauchen mehr Speicher</translation>
  </message>
  <message>
   <source>In % of the photo</source>
   <translation>In % des Fotos</translation>
  </message>
  <message>
   <source>It took {time}.</source>
   <translation>Das dauerte {time}.</translation>
  </message>
  <message>
   <source>Its proportions are kept; it lies against the side named below.</source>
   <translation>Ihr Seitenverhältnis bleibt; sie liegt an der Seite, die unten steht.</translation>
  </message>
  <message>
   <source>Left</source>
   <translation>Links</translation>
  </message>
  <message>
   <source>Left as it was</source>
   <translation>Unverändert</translation>
  </message>
  <message>
   <source>Like each photo</source>
   <translation>Wie jedes Foto</translation>
  </message>
  <message>
   <source>Look for it</source>
   <translation>Danach suchen</translation>
  </message>
  <message>
   <source>Looking at the photos</source>
   <translation>Fotos werden angesehen</translation>
  </message>
  <message>
   <source>Looking for what stays put</source>
   <translation>Sucht, was an seinem Platz bleibt</translation>
  </message>
  <message>
   <source>Mask</source>
   <translation>Maske</translation>
  </message>
  <message>
   <source>Missing is</source>
   <translation>Fehlend ist</translation>
  </message>
  <message>
   <source>Name</source>
   <translation>Name</translation>
  </message>
  <message>
   <source>No photo is there yet.</source>
   <translation>Noch ist kein Foto da.</translation>
  </message>
  <message>
   <source>No program opens it; it is here: {path}</source>
   <translation>Kein Programm öffnet das; es liegt hier: {path}</translation>
  </message>
  <message>
   <source>Not repaired</source>
   <translation>Nicht repariert</translation>
  </message>
  <message>
   <source>Nothing found</source>
   <translation>Nichts gefunden</translation>
  </message>
  <message>
   <source>One mask for all photos</source>
   <translation>Eine Maske für alle Fotos</translation>
  </message>
  <message>
   <source>Open the folder</source>
   <translation>Ordner öffnen</translation>
  </message>
  <message>
   <source>Open the original</source>
   <translation>Original öffnen</translation>
  </message>
  <message>
   <source>Open the result</source>
   <translation>Ergebnis öffnen</translation>
  </message>
  <message>
   <source>Original and result</source>
   <translation>Original und Ergebnis</translation>
  </message>
  <message>
   <source>Pause</source>
   <translation>Pause</translation>
  </message>
  <message>
   <source>Paused</source>
   <translation>Angehalten</translation>
  </message>
  <message>
   <source>Photo</source>
   <translation>Foto</translation>
  </message>
  <message>
   <source>Photos</source>
   <translation>Fotos</translation>
  </message>
  <message>
   <source>Photos at once</source>
   <translation>Fotos zugleich</translation>
  </message>
  <message>
   <source>Pixel for pixel</source>
   <translation>Pixel für Pixel</translation>
  </message>
  <message>
   <source>Please look</source>
   <translation>Bitte ansehen</translation>
  </message>
  <message>
   <source>Problems {n}</source>
   <translation>Probleme {n}</translation>
  </message>
  <message>
   <source>Progress</source>
   <translation>Fortschritt</translation>
  </message>
  <message>
   <source>Remarks</source>
   <translation>Bemerkungen</translation>
  </message>
  <message>
   <source>Remove it from all photos</source>
   <translation>Aus allen Fotos entfernen</translation>
  </message>
  <message>
   <source>Repair</source>
   <translation>Reparieren</translation>
  </message>
  <message>
   <source>Repair a folder</source>
   <translation>Ordner reparieren</translation>
  </message>
  <message>
   <source>Repaired</source>
   <translation>Repariert</translation>
  </message>
  <message>
   <source>Repairing</source>
   <translation>Wird repariert</translation>
  </message>
  <message>
   <source>Repairing {percent} %</source>
   <translation>Repariert {percent} %</translation>
  </message>
  <message>
   <source>Report</source>
   <translation>Bericht</translation>
  </message>
  <message>
   <source>Results</source>
   <translation>Ergebnisse</translation>
  </message>
  <message>
   <source>Resume</source>
   <translation>Fortsetzen</translation>
  </message>
  <message>
   <source>Reviewed</source>
   <translation>Durchgesehen</translation>
  </message>
  <message>
   <source>Right</source>
   <translation>Rechts</translation>
  </message>
  <message>
   <source>Scaled to the photo</source>
   <translation>Auf das Foto skaliert</translation>
  </message>
  <message>
   <source>Sensor dust, a watermark, a date stamp: found by comparing the photos, and shown before anything is removed.</source>
   <translation>Sensorstaub, ein Wasserzeichen, ein Datumsstempel: durch Vergleich der Fotos gefunden und gezeigt, bevor etwas entfernt wird.</translation>
  </message>
  <message>
   <source>Side by side in the editor, with the finds to leave or to repair</source>
   <translation>Nebeneinander im Editor, mit den Funden zum Lassen oder Reparieren</translation>
  </message>
  <message>
   <source>Start</source>
   <translation>Starten</translation>
  </message>
  <message>
   <source>Start anew</source>
   <translation>Neu beginnen</translation>
  </message>
  <message>
   <source>State</source>
   <translation>Stand</translation>
  </message>
  <message>
   <source>Stop it</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Stop watching</source>
   <translation>Nicht mehr beobachten</translation>
  </message>
  <message>
   <source>Stopped. What is done stays done.</source>
   <translation>Abgebrochen. Was fertig ist, bleibt.</translation>
  </message>
  <message>
   <source>Stopping</source>
   <translation>Wird abgebrochen</translation>
  </message>
  <message>
   <source>The first photo with this mask</source>
   <translation>Das erste Foto mit dieser Maske</translation>
  </message>
  <message>
   <source>The folder is done.</source>
   <translation>Der Ordner ist fertig.</translation>
  </message>
  <message>
   <source>The folder is no longer watched.</source>
   <translation>Der Ordner wird nicht mehr beobachtet.</translation>
  </message>
  <message>
   <source>The folder is still being repaired</source>
   <translation>Der Ordner wird noch repariert</translation>
  </message>
  <message>
   <source>The mask of a/b.jpg is a/b.png in this folder; white is missing.</source>
   <translation>Die Maske zu a/b.jpg ist a/b.png in diesem Ordner; Weiß heißt: fehlt.</translation>
  </message>
  <message>
   <source>The other way round</source>
   <translation>Umgekehrt</translation>
  </message>
  <message>
   <source>To look at {n}</source>
   <translation>Ansehen {n}</translation>
  </message>
  <message>
   <source>Top</source>
   <translation>Oben</translation>
  </message>
  <message>
   <source>Top left</source>
   <translation>Oben links</translation>
  </message>
  <message>
   <source>Top right</source>
   <translation>Oben rechts</translation>
  </message>
  <message>
   <source>Try the rest again</source>
   <translation>Rest noch einmal</translation>
  </message>
  <message>
   <source>Waiting</source>
   <translation>Wartet</translation>
  </message>
  <message>
   <source>Watch</source>
   <translation>Beobachten</translation>
  </message>
  <message>
   <source>Watch it until I stop</source>
   <translation>Beobachten, bis ich es beende</translation>
  </message>
  <message>
   <source>Watching a folder</source>
   <translation>Ein Ordner wird beobachtet</translation>
  </message>
  <message>
   <source>Watching the folder</source>
   <translation>Der Ordner wird beobachtet</translation>
  </message>
  <message>
   <source>What appears in the folder is repaired too, once it is complete</source>
   <translation>Auch was in den Ordner kommt, wird repariert, sobald es vollständig ist</translation>
  </message>
  <message>
   <source>What is done stays done, and the rest can be resumed later</source>
   <translation>Was fertig ist, bleibt, und der Rest lässt sich später fortsetzen</translation>
  </message>
  <message>
   <source>What is done stays done, and the rest can be resumed later.</source>
   <translation>Was fertig ist, bleibt, und der Rest lässt sich später fortsetzen.</translation>
  </message>
  <message>
   <source>What is in the folder, and what appears in it, will be repaired.</source>
   <translation>Was im Ordner ist und was hineinkommt, wird repariert.</translation>
  </message>
  <message>
   <source>What is missing and what is intact are exchanged</source>
   <translation>Was fehlt und was heil ist, wird vertauscht</translation>
  </message>
  <message>
   <source>What is tinted lies at the same place in photo after photo. It is divided out where it lets light through, and filled where it does not; nothing else changes.</source>
   <translation>Was getönt ist, liegt in Foto um Foto an derselben Stelle. Wo es Licht durchlässt, wird es herausgerechnet, wo nicht, wird gefüllt; sonst ändert sich nichts.</translation>
  </message>
  <message>
   <source>What is transparent</source>
   <translation>Was durchsichtig ist</translation>
  </message>
  <message>
   <source>What is white</source>
   <translation>Was weiß ist</translation>
  </message>
  <message>
   <source>What stays put</source>
   <translation>Was an seinem Platz bleibt</translation>
  </message>
  <message>
   <source>What stays put over the photos</source>
   <translation>Was in allen Fotos an seinem Platz bleibt</translation>
  </message>
  <message>
   <source>Where</source>
   <translation>Wo</translation>
  </message>
  <message>
   <source>Widen as the editor does</source>
   <translation>Erweitern wie im Editor</translation>
  </message>
  <message>
   <source>With the folders inside it</source>
   <translation>Mit den Ordnern darin</translation>
  </message>
  <message>
   <source>Without it such photos are delivered as they were, and listed</source>
   <translation>Sonst kommen solche Fotos unverändert ins Ergebnis und werden aufgelistet</translation>
  </message>
  <message>
   <source>about {time} left</source>
   <translation>noch etwa {time}</translation>
  </message>
  <message>
   <source>dates of files</source>
   <translation>Datum der Dateien</translation>
  </message>
  <message>
   <source>detector</source>
   <translation>Detektor</translation>
  </message>
  <message>
   <source>done by an earlier run</source>
   <translation>von einem früheren Lauf</translation>
  </message>
  <message>
   <source>doubtful finds</source>
   <translation>zweifelhafte Funde</translation>
  </message>
  <message>
   <source>format</source>
   <translation>Format</translation>
  </message>
  <message>
   <source>kind of damage</source>
   <translation>Art des Schadens</translation>
  </message>
  <message>
   <source>less than a minute left</source>
   <translation>noch weniger als eine Minute</translation>
  </message>
  <message>
   <source>masks</source>
   <translation>Masken</translation>
  </message>
  <message>
   <source>method</source>
   <translation>Methode</translation>
  </message>
  <message>
   <source>names</source>
   <translation>Namen</translation>
  </message>
  <message>
   <source>networks</source>
   <translation>Netze</translation>
  </message>
  <message>
   <source>options</source>
   <translation>Optionen</translation>
  </message>
  <message>
   <source>paused</source>
   <translation>angehalten</translation>
  </message>
  <message>
   <source>place of the mask</source>
   <translation>Lage der Maske</translation>
  </message>
  <message>
   <source>reading of masks</source>
   <translation>Lesart der Masken</translation>
  </message>
  <message>
   <source>sensitivity</source>
   <translation>Empfindlichkeit</translation>
  </message>
  <message>
   <source>what stays put</source>
   <translation>was an seinem Platz bleibt</translation>
  </message>
  <message>
   <source>{ended} of {all}</source>
   <translation>{ended} von {all}</translation>
  </message>
  <message>
   <source>{folder} repaired</source>
   <translation>{folder} repariert</translation>
  </message>
  <message>
   <source>{name} becomes {result}</source>
   <translation>Aus {name} wird {result}</translation>
  </message>
  <message>
   <source>{name} stands for the photo's name, {format} for its format</source>
   <translation>{name} steht für den Namen des Fotos, {format} für sein Format</translation>
  </message>
  <message>
   <source>{n} cannot be: see Problems.</source>
   <translation>{n} nicht: siehe Probleme.</translation>
  </message>
  <message>
   <source>{n} copied, as nothing was found</source>
   <translation>{n} kopiert, weil nichts gefunden wurde</translation>
  </message>
  <message>
   <source>{n} left unchanged, as the finds are doubtful</source>
   <translation>{n} unverändert, weil die Funde zweifelhaft sind</translation>
  </message>
  <message>
   <source>{n} not begun</source>
   <translation>{n} nicht begonnen</translation>
  </message>
  <message>
   <source>{n} not repaired</source>
   <translation>{n} nicht repariert</translation>
  </message>
  <message>
   <source>{n} other files passed over</source>
   <translation>{n} andere Dateien übergangen</translation>
  </message>
  <message>
   <source>{n} photos a minute</source>
   <translation>{n} Fotos pro Minute</translation>
  </message>
  <message>
   <source>{n} photos an hour</source>
   <translation>{n} Fotos pro Stunde</translation>
  </message>
  <message>
   <source>{n} photos are through. Watching for more.</source>
   <translation>{n} Fotos sind fertig. Weitere werden erwartet.</translation>
  </message>
  <message>
   <source>{n} photos of {width} × {height}: {percent} % of each stays put</source>
   <translation>{n} Fotos mit {width} × {height}: {percent} % eines jeden bleiben an ihrem Platz</translation>
  </message>
  <message>
   <source>{n} photos will be compared; nothing is removed before you have seen it.</source>
   <translation>{n} Fotos werden verglichen; nichts wird entfernt, bevor Sie es gesehen haben.</translation>
  </message>
  <message>
   <source>{n} photos will be looked at.</source>
   <translation>{n} Fotos werden durchgesehen.</translation>
  </message>
  <message>
   <source>{n} photos will be repaired.</source>
   <translation>{n} Fotos werden repariert.</translation>
  </message>
  <message>
   <source>{n} repaired</source>
   <translation>{n} repariert</translation>
  </message>
  <message>
   <source>{n} to look at</source>
   <translation>{n} anzusehen</translation>
  </message>
  <message>
   <source>{percent} % of a folder repaired</source>
   <translation>{percent} % eines Ordners repariert</translation>
  </message>
  <message>
   <source>{percent} % of it filled</source>
   <translation>{percent} % davon gefüllt</translation>
  </message>
 </context>
 <context>
  <name>Blend</name>
  <message>
   <source>Blend in</source>
   <translation>Einfügen</translation>
  </message>
  <message>
   <source>Blend in (Enter)</source>
   <translation>Einfügen (Eingabe)</translation>
  </message>
  <message>
   <source>Blend in a picture</source>
   <translation>Bild einfügen</translation>
  </message>
  <message>
   <source>Blend without the network</source>
   <translation>Ohne das Netz einfügen</translation>
  </message>
  <message>
   <source>Blending</source>
   <translation>Wird eingefügt</translation>
  </message>
  <message>
   <source>Copy a picture or a photo file first.</source>
   <translation>Kopieren Sie zuerst ein Bild oder eine Fotodatei.</translation>
  </message>
  <message>
   <source>Drag the picture to its place, a handle to change its size. Shift stretches it.</source>
   <translation>Ziehen Sie das Bild an seinen Platz, einen Griff für seine Größe. Umschalt verzerrt es.</translation>
  </message>
  <message>
   <source>How it is blended</source>
   <translation>Wie es eingefügt wird</translation>
  </message>
  <message>
   <source>Leave the photo as it is (Esc)</source>
   <translation>Das Foto lassen, wie es ist (Esc)</translation>
  </message>
  <message>
   <source>Only what lies inside the frame can change.</source>
   <translation>Nur was im Rahmen liegt, kann sich ändern.</translation>
  </message>
  <message>
   <source>Opening the picture</source>
   <translation>Bild wird geöffnet</translation>
  </message>
  <message>
   <source>Put away</source>
   <translation>Verwerfen</translation>
  </message>
  <message>
   <source>There is no picture to paste</source>
   <translation>Es ist kein Bild zum Einfügen da</translation>
  </message>
 </context>
 <context>
  <name>Canvas</name>
  <message>
   <source>After</source>
   <translation>Nachher</translation>
  </message>
  <message>
   <source>Before</source>
   <translation>Vorher</translation>
  </message>
  <message>
   <source>Mask</source>
   <translation>Maske</translation>
  </message>
  <message>
   <source>No photo is open</source>
   <translation>Kein Foto geöffnet</translation>
  </message>
  <message>
   <source>Pen down</source>
   <translation>Stift unten</translation>
  </message>
  <message>
   <source>Pen up</source>
   <translation>Stift oben</translation>
  </message>
  <message>
   <source>Photo</source>
   <translation>Foto</translation>
  </message>
  <message>
   <source>Result</source>
   <translation>Ergebnis</translation>
  </message>
  <message>
   <source>This tool can go on once the work on the photo is done</source>
   <translation>Dieses Werkzeug kann weitermachen, sobald die Arbeit am Foto fertig ist</translation>
  </message>
  <message>
   <source>rotated by {angle} degrees</source>
   <translation>um {angle} Grad gedreht</translation>
  </message>
  <message>
   <source>{width} by {height} pixels, zoom {zoom} %, {tool}, brush {size} pixels</source>
   <translation>{width} mal {height} Pixel, Zoom {zoom} %, {tool}, Pinsel {size} Pixel</translation>
  </message>
 </context>
 <context>
  <name>Compare</name>
  <message>
   <source>All fill the same mask. Nothing changes until you take a fill.</source>
   <translation>Alle füllen dieselbe Maske. Nichts ändert sich, bis Sie eine Füllung übernehmen.</translation>
  </message>
  <message>
   <source>All side by side</source>
   <translation>Alle nebeneinander</translation>
  </message>
  <message>
   <source>Blink two</source>
   <translation>Zwei im Wechsel</translation>
  </message>
  <message>
   <source>Blink: {one} and {other}</source>
   <translation>Im Wechsel: {one} und {other}</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Cancelled</source>
   <translation>Abgebrochen</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>Compare methods</source>
   <translation>Verfahren vergleichen</translation>
  </message>
  <message>
   <source>Comparing methods</source>
   <translation>Vergleicht Verfahren</translation>
  </message>
  <message>
   <source>Fill with these</source>
   <translation>Mit diesen füllen</translation>
  </message>
  <message>
   <source>Filling</source>
   <translation>Füllt</translation>
  </message>
  <message>
   <source>Methods</source>
   <translation>Verfahren</translation>
  </message>
  <message>
   <source>Methods to compare</source>
   <translation>Zu vergleichende Verfahren</translation>
  </message>
  <message>
   <source>Take</source>
   <translation>Übernehmen</translation>
  </message>
  <message>
   <source>Take {method}</source>
   <translation>{method} übernehmen</translation>
  </message>
  <message>
   <source>Waiting</source>
   <translation>Wartet</translation>
  </message>
 </context>
 <context>
  <name>Edit</name>
  <message>
   <source>&amp;Blend in a picture…</source>
   <translation>&amp;Bild einfügen …</translation>
  </message>
  <message>
   <source>&amp;Copy the result</source>
   <translation>Ergebnis &amp;kopieren</translation>
  </message>
  <message>
   <source>&amp;Edit</source>
   <translation>&amp;Bearbeiten</translation>
  </message>
  <message>
   <source>&amp;Paste a photo</source>
   <translation>Foto &amp;einfügen</translation>
  </message>
  <message>
   <source>&amp;Redo</source>
   <translation>&amp;Wiederherstellen</translation>
  </message>
  <message>
   <source>&amp;Undo</source>
   <translation>&amp;Rückgängig</translation>
  </message>
  <message>
   <source>Copy a picture or a photo file first.</source>
   <translation>Kopieren Sie zuerst ein Bild oder eine Fotodatei.</translation>
  </message>
  <message>
   <source>Copying</source>
   <translation>Kopieren</translation>
  </message>
  <message>
   <source>Keeps photo and mask as they are now, above the history</source>
   <translation>Bewahrt Foto und Maske, wie sie jetzt sind, über dem Verlauf auf</translation>
  </message>
  <message>
   <source>Lays another picture over the photo, to be placed and blended in</source>
   <translation>Legt ein anderes Bild über das Foto, um es zu platzieren und einzupassen</translation>
  </message>
  <message>
   <source>Lays what was copied over the photo, to be placed and blended in</source>
   <translation>Legt das Kopierte über das Foto, um es zu platzieren und einzupassen</translation>
  </message>
  <message>
   <source>Opens the picture, or the file, that was copied</source>
   <translation>Öffnet das kopierte Bild oder die kopierte Datei</translation>
  </message>
  <message>
   <source>Paste &amp;into the photo</source>
   <translation>&amp;In das Foto einfügen</translation>
  </message>
  <message>
   <source>Take a &amp;snapshot</source>
   <translation>&amp;Schnappschuss machen</translation>
  </message>
  <message>
   <source>The whole photo as it is now</source>
   <translation>Das ganze Foto, wie es jetzt ist</translation>
  </message>
  <message>
   <source>There is no photo to paste</source>
   <translation>Es gibt kein Foto zum Einfügen</translation>
  </message>
 </context>
 <context>
  <name>Empty</name>
  <message>
   <source>Drop a photo here</source>
   <translation>Foto hier ablegen</translation>
  </message>
  <message>
   <source>Find a caption</source>
   <translation>Schrift finden</translation>
  </message>
  <message>
   <source>Open a photo</source>
   <translation>Foto öffnen</translation>
  </message>
  <message>
   <source>Or try it on a sample</source>
   <translation>Oder an einem Beispiel ausprobieren</translation>
  </message>
  <message>
   <source>Paint over what should go, choose Remove, and it is gone. The rest of the file stays.</source>
   <translation>Übermalen Sie, was weg soll, wählen Sie Entfernen, und es ist weg. Der Rest der Datei bleibt.</translation>
  </message>
  <message>
   <source>Recent photos</source>
   <translation>Zuletzt geöffnet</translation>
  </message>
  <message>
   <source>Remove an object</source>
   <translation>Ein Objekt entfernen</translation>
  </message>
  <message>
   <source>Repair an old print</source>
   <translation>Alten Abzug retten</translation>
  </message>
 </context>
 <context>
  <name>Engine</name>
  <message>
   <source>0 finds the best</source>
   <translation>0 findet den besten</translation>
  </message>
  <message>
   <source>0: as it is</source>
   <translation>0: wie es ist</translation>
  </message>
  <message>
   <source>A PNG with transparency</source>
   <translation>Ein PNG mit Transparenz</translation>
  </message>
  <message>
   <source>A Photoshop block that cannot be read was left out: it may show the unrepaired photo.</source>
   <translation>Ein unlesbarer Photoshop-Block wurde weggelassen: Er könnte das unreparierte Foto zeigen.</translation>
  </message>
  <message>
   <source>A file could not be written</source>
   <translation>Eine Datei konnte nicht geschrieben werden</translation>
  </message>
  <message>
   <source>A find was left as it is: it is too broad to be what it looks like.</source>
   <translation>Ein Fund blieb, wie er ist: Er ist zu breit für das, wonach er aussieht.</translation>
  </message>
  <message>
   <source>A find was left as it is: it is too large to be what it looks like.</source>
   <translation>Ein Fund blieb, wie er ist: Er ist zu groß für das, wonach er aussieht.</translation>
  </message>
  <message>
   <source>A find was left as it is: it may be a line of the scene, such as a wire or an edge.</source>
   <translation>Ein Fund blieb, wie er ist: Er kann eine Linie des Motivs sein, etwa ein Draht oder eine Kante.</translation>
  </message>
  <message>
   <source>A folder of this batch is gone</source>
   <translation>Ein Ordner dieses Laufs ist weg</translation>
  </message>
  <message>
   <source>A missing part of the picture was filled: see whether it will do.</source>
   <translation>Ein fehlender Teil des Bildes wurde gefüllt: sehen Sie nach, ob es so geht.</translation>
  </message>
  <message>
   <source>A pattern for those who cannot tell the colours</source>
   <translation>Ein Muster für alle, die die Farben nicht unterscheiden können</translation>
  </message>
  <message>
   <source>A picture in which white marks what is damaged</source>
   <translation>Ein Bild, in dem Weiß den Schaden bezeichnet</translation>
  </message>
  <message>
   <source>A tight mask leaves a ghost of the rim; what is added is tinted too</source>
   <translation>Eine knappe Maske lässt einen Schatten des Rands zurück; auch das Hinzugefügte ist getönt</translation>
  </message>
  <message>
   <source>A watermark or logo</source>
   <translation>Ein Wasserzeichen oder Logo</translation>
  </message>
  <message>
   <source>A worker does not see the folders of this batch</source>
   <translation>Ein Rechner des Clusters sieht die Ordner dieses Laufs nicht</translation>
  </message>
  <message>
   <source>A worker would give other results than this machine</source>
   <translation>Ein Rechner des Clusters würde andere Ergebnisse liefern als dieser hier</translation>
  </message>
  <message>
   <source>Adds a soft rim; what it adds is tinted too</source>
   <translation>Fügt einen weichen Rand hinzu; auch was dazukommt, ist eingefärbt</translation>
  </message>
  <message>
   <source>All of the photo is marked</source>
   <translation>Das ganze Foto ist markiert</translation>
  </message>
  <message>
   <source>All of the photo looks damaged</source>
   <translation>Das ganze Foto sieht beschädigt aus</translation>
  </message>
  <message>
   <source>All {total} blocks were encoded again, as pixels of each were changed.</source>
   <translation>Alle {total} Blöcke wurden neu kodiert, da sich in jedem Pixel geändert haben.</translation>
  </message>
  <message>
   <source>Allow reading it, then resume.</source>
   <translation>Erlauben Sie das Lesen, dann setzen Sie fort.</translation>
  </message>
  <message>
   <source>Another file is where the repaired photo belongs</source>
   <translation>Wo das reparierte Foto hingehört, liegt eine andere Datei</translation>
  </message>
  <message>
   <source>Another training is at work in this folder</source>
   <translation>In diesem Ordner arbeitet schon ein anderes Training</translation>
  </message>
  <message>
   <source>Answers count less towards the rim of their patch</source>
   <translation>Antworten zählen zum Rand ihres Ausschnitts hin weniger</translation>
  </message>
  <message>
   <source>Anywhere</source>
   <translation>Irgendwo</translation>
  </message>
  <message>
   <source>As it is</source>
   <translation>Wie es ist</translation>
  </message>
  <message>
   <source>Assist</source>
   <translation>Unterstützen</translation>
  </message>
  <message>
   <source>Assist: what you marked and what it finds. Blind: what it finds. Manual: what you marked.</source>
   <translation>Unterstützen: was Sie markiert haben und was gefunden wird. Blind: was gefunden wird. Von Hand: was Sie markiert haben.</translation>
  </message>
  <message>
   <source>At most</source>
   <translation>Höchstens</translation>
  </message>
  <message>
   <source>Auto</source>
   <translation>Automatisch</translation>
  </message>
  <message>
   <source>Auto takes the network whose damage looks most like the marked one</source>
   <translation>Auto nimmt das Netz, dessen Schäden den markierten am ähnlichsten sind</translation>
  </message>
  <message>
   <source>Auto widens a painted mask a little</source>
   <translation>„Automatisch“ verbreitert gemalte Masken etwas</translation>
  </message>
  <message>
   <source>Auxiliary pictures were removed: they show the unrepaired photo.</source>
   <translation>Hilfsbilder wurden entfernt: Sie zeigen das unreparierte Foto.</translation>
  </message>
  <message>
   <source>Bars 30</source>
   <translation>Striche 30</translation>
  </message>
  <message>
   <source>Before, mask and after</source>
   <translation>Vorher, Maske und nachher</translation>
  </message>
  <message>
   <source>Below 1 the photo is seen through it</source>
   <translation>Unter 1 scheint das Foto hindurch</translation>
  </message>
  <message>
   <source>Best</source>
   <translation>Beste</translation>
  </message>
  <message>
   <source>Best also matches fine features, and takes several times as long</source>
   <translation>Best vergleicht auch feine Merkmale und braucht ein Mehrfaches der Zeit</translation>
  </message>
  <message>
   <source>Blend gradients</source>
   <translation>Verläufe übernehmen</translation>
  </message>
  <message>
   <source>Blend the seam</source>
   <translation>Übergang angleichen</translation>
  </message>
  <message>
   <source>Blending</source>
   <translation>Wird eingefügt</translation>
  </message>
  <message>
   <source>Blending the seam</source>
   <translation>Naht wird geglättet</translation>
  </message>
  <message>
   <source>Blind</source>
   <translation>Blind</translation>
  </message>
  <message>
   <source>Carry texture</source>
   <translation>Struktur übertragen</translation>
  </message>
  <message>
   <source>Carrying texture</source>
   <translation>Struktur wird übertragen</translation>
  </message>
  <message>
   <source>Change that, then start again.</source>
   <translation>Ändern Sie das, dann starten Sie neu.</translation>
  </message>
  <message>
   <source>Check its name and its parameters.</source>
   <translation>Prüfen Sie seinen Namen und seine Angaben.</translation>
  </message>
  <message>
   <source>Check the name and the folder.</source>
   <translation>Prüfen Sie Name und Ordner.</translation>
  </message>
  <message>
   <source>Choose an output folder that lies apart from the photos.</source>
   <translation>Wählen Sie für die Ergebnisse einen Ordner, der getrennt von den Fotos liegt.</translation>
  </message>
  <message>
   <source>Choose another detector, or scan again with infrared and save as TIFF.</source>
   <translation>Wählen Sie einen anderen Detektor, oder scannen Sie noch einmal mit Infrarot und speichern Sie als TIFF.</translation>
  </message>
  <message>
   <source>Choose another detector; your photo is unchanged.</source>
   <translation>Wählen Sie einen anderen Detektor; Ihr Foto ist unverändert.</translation>
  </message>
  <message>
   <source>Choose another folder, or include the folders inside it.</source>
   <translation>Wählen Sie einen anderen Ordner, oder nehmen Sie die Ordner darin dazu.</translation>
  </message>
  <message>
   <source>Choose another format: PNG takes photos of any size. Nothing was overwritten.</source>
   <translation>Wählen Sie ein anderes Format: PNG nimmt Fotos jeder Größe. Nichts wurde überschrieben.</translation>
  </message>
  <message>
   <source>Choose one format for all photos, PNG for instance.</source>
   <translation>Wählen Sie ein Format für alle Fotos, zum Beispiel PNG.</translation>
  </message>
  <message>
   <source>Choose one that holds JPEG, PNG, WebP, TIFF or BMP files without damage.</source>
   <translation>Wählen Sie einen mit unbeschädigten JPEG-, PNG-, WebP-, TIFF- oder BMP-Dateien.</translation>
  </message>
  <message>
   <source>Close other programs, or repair a smaller part at a time; your photo is unchanged.</source>
   <translation>Schließen Sie andere Programme, oder reparieren Sie kleinere Teile nacheinander; Ihr Foto ist unverändert.</translation>
  </message>
  <message>
   <source>Colour</source>
   <translation>Farbe</translation>
  </message>
  <message>
   <source>Compact holes up to half of the region; a leaner relative of GLCIC</source>
   <translation>Kompakte Löcher bis zur Hälfte des Ausschnitts; ein schlankerer Verwandter von GLCIC</translation>
  </message>
  <message>
   <source>Connect its disk again, then resume: what is done stays done.</source>
   <translation>Schließen Sie den Datenträger wieder an, dann setzen Sie fort: was fertig ist, bleibt.</translation>
  </message>
  <message>
   <source>Content credentials (C2PA) were removed: they vouch for the unrepaired photo.</source>
   <translation>Der Herkunftsnachweis (C2PA) wurde entfernt: Er bürgt für das unreparierte Foto.</translation>
  </message>
  <message>
   <source>Content that the surroundings do not show; colours may shift in irregular holes</source>
   <translation>Inhalte, die ringsum nicht vorkommen; in unregelmäßigen Löchern können sich Farben verschieben</translation>
  </message>
  <message>
   <source>Continue lines</source>
   <translation>Linien fortsetzen</translation>
  </message>
  <message>
   <source>Cyan</source>
   <translation>Cyan</translation>
  </message>
  <message>
   <source>Damage</source>
   <translation>Schaden</translation>
  </message>
  <message>
   <source>Damage in the shape of {file}, colour {colour}, opacity {opacity}</source>
   <translation>Schaden in der Form von {file}, Farbe {colour}, Deckkraft {opacity}</translation>
  </message>
  <message>
   <source>Damage is</source>
   <translation>Als Schaden gilt</translation>
  </message>
  <message>
   <source>Damage of another shape than it was trained on; holes wider than some 8 px become a blur</source>
   <translation>Schäden anderer Form als die gelernten; Löcher breiter als etwa 8 px verschwimmen</translation>
  </message>
  <message>
   <source>Damage of any look that nobody marked: graffiti, stickers, pasted pieces, scribbles</source>
   <translation>Schäden jeder Art, die niemand markiert hat: Graffiti, Aufkleber, eingefügte Teile, Gekritzel</translation>
  </message>
  <message>
   <source>Damage that leaves something: noise, stains, fading, translucent marks; found by itself</source>
   <translation>Schäden, die etwas übrig lassen: Rauschen, Flecken, Verblasstes, Durchscheinendes; selbst gefunden</translation>
  </message>
  <message>
   <source>Dark</source>
   <translation>Dunkel</translation>
  </message>
  <message>
   <source>Default</source>
   <translation>Normal</translation>
  </message>
  <message>
   <source>Device</source>
   <translation>Gerät</translation>
  </message>
  <message>
   <source>Distance from the side</source>
   <translation>Abstand von der Seite</translation>
  </message>
  <message>
   <source>Distance from top or bottom</source>
   <translation>Abstand von oben oder unten</translation>
  </message>
  <message>
   <source>Drafting</source>
   <translation>Entwerfen</translation>
  </message>
  <message>
   <source>Dust</source>
   <translation>Staub</translation>
  </message>
  <message>
   <source>Either way, as a share of the size</source>
   <translation>Nach oben und unten, als Anteil der Größe</translation>
  </message>
  <message>
   <source>Erasing things: large holes filled with pieces of the same photo</source>
   <translation>Dinge entfernen: große Löcher, gefüllt mit Stücken desselben Fotos</translation>
  </message>
  <message>
   <source>Estimating</source>
   <translation>Schätzen</translation>
  </message>
  <message>
   <source>Every other damage, and this one where it is much larger or smaller than it was taught</source>
   <translation>Jeder andere Schaden, und dieser, wo er viel größer oder kleiner ist als angelernt</translation>
  </message>
  <message>
   <source>Every other damage: each font, size and colour needs a network of its own (lacuna train)</source>
   <translation>Alle anderen Schäden: jede Schrift, Größe und Farbe braucht ein eigenes Netz (lacuna train)</translation>
  </message>
  <message>
   <source>Every worker that took this photo died</source>
   <translation>Jeder Rechner, der dieses Foto übernahm, ist ausgefallen</translation>
  </message>
  <message>
   <source>Export it as TIFF, PNG or JPEG first.</source>
   <translation>Exportieren Sie es zuerst als TIFF, PNG oder JPEG.</translation>
  </message>
  <message>
   <source>Faces, and whatever must be known to be drawn; holes that leave little of the photo</source>
   <translation>Gesichter und alles, was man kennen muss, um es zu zeichnen; Löcher, die vom Foto wenig übrig lassen</translation>
  </message>
  <message>
   <source>Fast</source>
   <translation>Schnell</translation>
  </message>
  <message>
   <source>Fast looks for four answers, best for eight, five times as long each</source>
   <translation>Fast sucht vier Antworten, Best acht, jede fünfmal so lange</translation>
  </message>
  <message>
   <source>Feather</source>
   <translation>Weich</translation>
  </message>
  <message>
   <source>Filling</source>
   <translation>Füllen</translation>
  </message>
  <message>
   <source>Filling piece {number} of {count}</source>
   <translation>Stück {number} von {count} wird gefüllt</translation>
  </message>
  <message>
   <source>Filling; nearly all of this region counts as damage, so little is known of it</source>
   <translation>Füllen; fast der ganze Bereich gilt als Schaden, es ist also wenig davon bekannt</translation>
  </message>
  <message>
   <source>Filling; this network was trained on other damage: {damage}</source>
   <translation>Füllen; dieses Netz hat andere Schäden gelernt: {damage}</translation>
  </message>
  <message>
   <source>Finds were left as they are: all are light and round, as snow, stars and lights of the scene are.</source>
   <translation>Funde blieben, wie sie sind: Alle sind hell und rund, wie Schnee, Sterne und Lichter des Motivs.</translation>
  </message>
  <message>
   <source>Finds were left as they are: this looks like a drawing or a screenshot, whose own they may be.</source>
   <translation>Funde blieben, wie sie sind: Dies sieht nach einer Zeichnung oder einem Bildschirmfoto aus, zu dem sie gehören können.</translation>
  </message>
  <message>
   <source>Fine texture; holes with little known around them</source>
   <translation>Feine Textur; Löcher, um die herum wenig bekannt ist</translation>
  </message>
  <message>
   <source>Finest</source>
   <translation>Feinste</translation>
  </message>
  <message>
   <source>Flat patches where there was texture; edges are not carried across wide gaps</source>
   <translation>Glatte Flecken, wo Struktur war; Kanten werden nicht über breite Lücken geführt</translation>
  </message>
  <message>
   <source>Flow</source>
   <translation>Fluss</translation>
  </message>
  <message>
   <source>Folder</source>
   <translation>Ordner</translation>
  </message>
  <message>
   <source>Folder for saved photos</source>
   <translation>Ordner für gespeicherte Fotos</translation>
  </message>
  <message>
   <source>Folds, up to</source>
   <translation>Knicke, bis zu</translation>
  </message>
  <message>
   <source>Font</source>
   <translation>Schrift</translation>
  </message>
  <message>
   <source>From the next start on</source>
   <translation>Ab dem nächsten Start</translation>
  </message>
  <message>
   <source>From the surroundings</source>
   <translation>Aus der Umgebung</translation>
  </message>
  <message>
   <source>From {source}</source>
   <translation>Von {source}</translation>
  </message>
  <message>
   <source>Give a mask for all photos instead; your photos are unchanged.</source>
   <translation>Geben Sie stattdessen eine Maske für alle Fotos; Ihre Fotos sind unverändert.</translation>
  </message>
  <message>
   <source>Give a picture in which white marks what is missing.</source>
   <translation>Geben Sie ein Bild an, in dem Weiß das Fehlende markiert.</translation>
  </message>
  <message>
   <source>Give it one of 1 to 60 signs, in one line.</source>
   <translation>Geben Sie ihm einen mit 1 bis 60 Zeichen, in einer Zeile.</translation>
  </message>
  <message>
   <source>Give the workers more memory, then resume, or do so without the cluster.</source>
   <translation>Geben Sie den Rechnern mehr Speicher und setzen Sie fort, oder tun Sie es ohne den Cluster.</translation>
  </message>
  <message>
   <source>Graffiti</source>
   <translation>Graffiti</translation>
  </message>
  <message>
   <source>Grow</source>
   <translation>Wachsen</translation>
  </message>
  <message>
   <source>Hairs, up to</source>
   <translation>Haare, bis zu</translation>
  </message>
  <message>
   <source>Hardness</source>
   <translation>Härte</translation>
  </message>
  <message>
   <source>Has no texture: anything wider than some ten pixels becomes a blur</source>
   <translation>Ohne Struktur: Was breiter ist als etwa zehn Pixel, wird unscharf</translation>
  </message>
  <message>
   <source>Hatch the mask</source>
   <translation>Maske schraffieren</translation>
  </message>
  <message>
   <source>Higher finds fainter damage, and more that is none</source>
   <translation>Höher findet schwächere Schäden, und mehr, was keiner ist</translation>
  </message>
  <message>
   <source>Higher takes more from the photo around it, lower keeps more of the picture</source>
   <translation>Mehr nimmt mehr vom Foto ringsum, weniger behält mehr vom Bild</translation>
  </message>
  <message>
   <source>Holes at the photo's border, and very large ones; colours may be off: blend the seam then</source>
   <translation>Löcher am Rand des Fotos und sehr große; Farben können abweichen: dann den Übergang angleichen</translation>
  </message>
  <message>
   <source>Holes larger than the known part of the region; very varied photos, by the authors' account</source>
   <translation>Löcher, die größer sind als das Bekannte im Bereich; nach Angabe der Autoren sehr verschiedenartige Fotos</translation>
  </message>
  <message>
   <source>Holes of any shape up to about half the region: brush strokes, tears, stains</source>
   <translation>Löcher jeder Form bis etwa zur Hälfte des Bereichs: Pinselstriche, Risse, Flecken</translation>
  </message>
  <message>
   <source>How closely the patches follow each other, whose answers are averaged</source>
   <translation>Wie dicht die Ausschnitte liegen, deren Antworten gemittelt werden</translation>
  </message>
  <message>
   <source>How far its colours shift to meet the photo at the rim; 0 keeps them</source>
   <translation>Wie weit sich seine Farben verschieben, um am Rand zum Foto zu passen; 0 behält sie</translation>
  </message>
  <message>
   <source>How much an answer must look like what it was trained on, beside what is known of the photo</source>
   <translation>Wie sehr eine Antwort dem ähneln muss, womit trainiert wurde, neben dem, was vom Foto bekannt ist</translation>
  </message>
  <message>
   <source>How much each touch of the brush adds; below 100 % a stroke builds up</source>
   <translation>Wie viel jede Berührung des Pinsels hinzufügt; unter 100 % baut sich ein Strich auf</translation>
  </message>
  <message>
   <source>How much of a stroke is seen at most, however often the brush passes over a place</source>
   <translation>Wie viel von einem Strich höchstens zu sehen ist, wie oft der Pinsel auch über eine Stelle geht</translation>
  </message>
  <message>
   <source>How much of the brush is not soft (Shift+[ and Shift+])</source>
   <translation>Wie viel vom Pinsel nicht weich ist (Umschalt+[ und Umschalt+])</translation>
  </message>
  <message>
   <source>How much the repair takes from its surroundings; low values blend what is there. 0 leaves it to the network</source>
   <translation>Wie viel die Reparatur aus der Umgebung nimmt; kleine Werte passen an, was da ist. 0 überlässt es dem Netz</translation>
  </message>
  <message>
   <source>Install it with: pip install "lacuna[cluster]".</source>
   <translation>Installieren Sie ihn so: pip install "lacuna[cluster]".</translation>
  </message>
  <message>
   <source>Install it with: pip install "lacuna[onnx]". A Lacuna that brings its own Python cannot take it: there, install Lacuna with pip beside it.</source>
   <translation>Installieren Sie ihn mit: pip install "lacuna[onnx]". Ein Lacuna, das sein eigenes Python mitbringt, kann ihn nicht aufnehmen: Installieren Sie dort Lacuna zusätzlich mit pip.</translation>
  </message>
  <message>
   <source>Install the same versions, weights and taught methods there, then resume.</source>
   <translation>Installieren Sie dort dieselben Versionen, Gewichte und angelernten Verfahren, dann setzen Sie fort.</translation>
  </message>
  <message>
   <source>Invents nothing: holes wider than some 20 px become a blur</source>
   <translation>Erfindet nichts: Löcher, die breiter sind als etwa 20 px, werden unscharf</translation>
  </message>
  <message>
   <source>Invents nothing: what the photo shows nowhere else, such as half a face, it cannot complete</source>
   <translation>Erfindet nichts: Was das Foto sonst nirgends zeigt, etwa ein halbes Gesicht, kann es nicht ergänzen</translation>
  </message>
  <message>
   <source>It does not show what stays put over the other photos, or has another size.</source>
   <translation>Es zeigt nicht, was auf den anderen Fotos gleich bleibt, oder hat eine andere Größe.</translation>
  </message>
  <message>
   <source>It holds several pictures: only the first was repaired and kept.</source>
   <translation>Die Datei enthält mehrere Bilder: nur das erste wurde repariert und behalten.</translation>
  </message>
  <message>
   <source>It holds {count} pictures; the first is edited, and saved as a new file.</source>
   <translation>Die Datei enthält {count} Bilder; das erste wird bearbeitet und als neue Datei gespeichert.</translation>
  </message>
  <message>
   <source>It is the page of a PDF: it is saved as a new photo, and the PDF stays as it is.</source>
   <translation>Dies ist die Seite einer PDF-Datei: Sie wird als neues Foto gespeichert, und die PDF-Datei bleibt, wie sie ist.</translation>
  </message>
  <message>
   <source>It may be damaged or incomplete: try another copy of it.</source>
   <translation>Es ist vielleicht beschädigt oder unvollständig: Versuchen Sie eine andere Kopie.</translation>
  </message>
  <message>
   <source>Its HDR gain map was kept, and filled where the photo was.</source>
   <translation>Die HDR-Gain-Map blieb erhalten und wurde an denselben Stellen gefüllt.</translation>
  </message>
  <message>
   <source>Its Lab colours are shown and repaired as sRGB; what is not touched keeps its values.</source>
   <translation>Die Lab-Farben werden als sRGB gezeigt und repariert; was nicht berührt wird, behält seine Werte.</translation>
  </message>
  <message>
   <source>Its colours are taken for sRGB: those of another profile look wrong.</source>
   <translation>Ihre Farben gelten als sRGB: Die eines anderen Profils sehen falsch aus.</translation>
  </message>
  <message>
   <source>Its date could not be kept.</source>
   <translation>Das Datum ließ sich nicht beibehalten.</translation>
  </message>
  <message>
   <source>Its end is missing, but no pixel is.</source>
   <translation>Ihr Ende fehlt, aber kein Pixel.</translation>
  </message>
  <message>
   <source>Its layers were read as the flat picture that goes with them.</source>
   <translation>Statt ihrer Ebenen wurde das flache Bild gelesen, das zu ihnen gehört.</translation>
  </message>
  <message>
   <source>Its result was changed since, and kept.</source>
   <translation>Das Ergebnis wurde seither geändert und blieb erhalten.</translation>
  </message>
  <message>
   <source>Its source was not given</source>
   <translation>Seine Quelle wurde nicht angegeben</translation>
  </message>
  <message>
   <source>Its {bits} bits a channel are read as {read}: the finer steps are gone.</source>
   <translation>Ihre {bits} Bit je Kanal werden als {read} gelesen: Die feineren Stufen gehen verloren.</translation>
  </message>
  <message>
   <source>Its {bits}-bit numbers are read as 16 bits a channel, and saved so as a new file.</source>
   <translation>Ihre {bits}-Bit-Zahlen werden als 16 Bit je Kanal gelesen und so als neue Datei gespeichert.</translation>
  </message>
  <message>
   <source>JPEG 2000 of more than 8 bits in other colours than gray and RGB</source>
   <translation>JPEG 2000 mit mehr als 8 Bit in anderen Farben als Grau und RGB</translation>
  </message>
  <message>
   <source>JPEG quality</source>
   <translation>JPEG-Qualität</translation>
  </message>
  <message>
   <source>Keeps its colours; only the rim is soft</source>
   <translation>Behält seine Farben; nur der Rand ist weich</translation>
  </message>
  <message>
   <source>Knows its own kind of picture alone; draws 64 px a side, so that large holes come out soft</source>
   <translation>Kennt nur seine eigene Art von Bildern; zeichnet 64 px je Seite, darum werden große Löcher weich</translation>
  </message>
  <message>
   <source>Lacuna's own folder cannot be used</source>
   <translation>Lacunas eigener Ordner ist nicht benutzbar</translation>
  </message>
  <message>
   <source>Language</source>
   <translation>Sprache</translation>
  </message>
  <message>
   <source>Large compact holes; texture is taken from elsewhere in the photo</source>
   <translation>Große, kompakte Löcher; Struktur wird von anderswo im Foto geholt</translation>
  </message>
  <message>
   <source>Large holes become smooth: it was taught without a critic and invents no detail</source>
   <translation>Große Löcher werden glatt: ohne Kritiker trainiert, erfindet keine Einzelheiten</translation>
  </message>
  <message>
   <source>Large holes in pictures of the one kind it was trained on; gives several answers</source>
   <translation>Große Löcher in Bildern der einen Art, mit der es trainiert wurde; gibt mehrere Antworten</translation>
  </message>
  <message>
   <source>Large holes in texture: a guess whose features become those of patches around it</source>
   <translation>Große Löcher in Textur: ein Entwurf, dessen Merkmale die von Stücken ringsum werden</translation>
  </message>
  <message>
   <source>Large holes, by a model that you added: {file}</source>
   <translation>Große Löcher, mit einem Modell, das Sie hinzugefügt haben: {file}</translation>
  </message>
  <message>
   <source>Large text</source>
   <translation>Großer Text</translation>
  </message>
  <message>
   <source>Layers were left out: nothing was repaired in them.</source>
   <translation>Ebenen wurden weggelassen: In ihnen wurde nichts repariert.</translation>
  </message>
  <message>
   <source>Leave --mask-from out, or give a picture that is transparent where something is missing.</source>
   <translation>Lassen Sie --mask-from weg, oder geben Sie ein Bild, das durchsichtig ist, wo etwas fehlt.</translation>
  </message>
  <message>
   <source>Leave alone below</source>
   <translation>Unberührt lassen unter</translation>
  </message>
  <message>
   <source>Leave something that the repair can go by.</source>
   <translation>Lassen Sie etwas übrig, wonach sich die Reparatur richten kann.</translation>
  </message>
  <message>
   <source>Leave the kind out, and damage of every kind is looked for.</source>
   <translation>Ohne Angabe der Art werden Schäden jeder Art gesucht.</translation>
  </message>
  <message>
   <source>Left out, since they may show the unrepaired photo: {names}.</source>
   <translation>Weggelassen, da sie das unreparierte Foto zeigen könnten: {names}.</translation>
  </message>
  <message>
   <source>Left out: {names}.</source>
   <translation>Weggelassen: {names}.</translation>
  </message>
  <message>
   <source>Light</source>
   <translation>Hell</translation>
  </message>
  <message>
   <source>Lines</source>
   <translation>Linien</translation>
  </message>
  <message>
   <source>Lines that enter the hole go on in it, and patterns keep their rhythm</source>
   <translation>Linien, die ins Loch hineinführen, gehen darin weiter, und Muster behalten ihren Rhythmus</translation>
  </message>
  <message>
   <source>Loading</source>
   <translation>Wird geladen</translation>
  </message>
  <message>
   <source>Look</source>
   <translation>Aussehen</translation>
  </message>
  <message>
   <source>Looking for damage</source>
   <translation>Schäden werden gesucht</translation>
  </message>
  <message>
   <source>Looking for the object</source>
   <translation>Das Objekt wird gesucht</translation>
  </message>
  <message>
   <source>Looking for what stays put</source>
   <translation>Was gleich bleibt, wird gesucht</translation>
  </message>
  <message>
   <source>Lower the sensitivity or mark the damage yourself; your photo is unchanged.</source>
   <translation>Senken Sie die Empfindlichkeit oder markieren Sie den Schaden selbst; Ihr Foto ist unverändert.</translation>
  </message>
  <message>
   <source>Magenta</source>
   <translation>Magenta</translation>
  </message>
  <message>
   <source>Make it writable, or set XDG_STATE_HOME and its kin to folders that are.</source>
   <translation>Machen Sie ihn beschreibbar, oder setzen Sie XDG_STATE_HOME und die verwandten Variablen auf beschreibbare Ordner.</translation>
  </message>
  <message>
   <source>Make room on the disk or allow writing there; what was trained is still there.</source>
   <translation>Schaffen Sie Platz auf dem Datenträger oder erlauben Sie das Schreiben dort; das Gelernte ist noch da.</translation>
  </message>
  <message>
   <source>Make room on the disk or allow writing there; your file is as it was.</source>
   <translation>Schaffen Sie Platz auf dem Datenträger oder erlauben Sie das Schreiben dort; Ihre Datei ist, wie sie war.</translation>
  </message>
  <message>
   <source>Make room, then resume: what is done stays done.</source>
   <translation>Schaffen Sie Platz, dann setzen Sie fort: was fertig ist, bleibt.</translation>
  </message>
  <message>
   <source>Make white what should go; on the command line, --mask-from labels takes every value.</source>
   <translation>Machen Sie weiß, was weg soll; auf der Befehlszeile nimmt --mask-from labels jeden Wert.</translation>
  </message>
  <message>
   <source>Makes what is marked wider on all sides; below 0 narrower</source>
   <translation>Macht das Markierte auf allen Seiten breiter; unter 0 schmaler</translation>
  </message>
  <message>
   <source>Manual</source>
   <translation>Von Hand</translation>
  </message>
  <message>
   <source>Mark a smaller part, reduce the photo, or take another method; your photo is unchanged.</source>
   <translation>Markieren Sie einen kleineren Teil, verkleinern Sie das Foto oder nehmen Sie ein anderes Verfahren; Ihr Foto ist unverändert.</translation>
  </message>
  <message>
   <source>Mark less of the photo, or allow more of it as the source; your photo is unchanged.</source>
   <translation>Markieren Sie weniger vom Foto, oder erlauben Sie mehr davon als Quelle; Ihr Foto ist unverändert.</translation>
  </message>
  <message>
   <source>Mark the damage yourself, or reinstall Lacuna: its data files are missing.</source>
   <translation>Markieren Sie den Schaden selbst oder installieren Sie Lacuna neu: Datendateien fehlen.</translation>
  </message>
  <message>
   <source>Mask</source>
   <translation>Maske</translation>
  </message>
  <message>
   <source>Mask colour</source>
   <translation>Maskenfarbe</translation>
  </message>
  <message>
   <source>Matching patches</source>
   <translation>Stücke werden verglichen</translation>
  </message>
  <message>
   <source>Medium and large holes where outlines matter; its edges can be drawn and erased</source>
   <translation>Mittlere und große Löcher, bei denen es auf Umrisse ankommt; seine Kanten lassen sich zeichnen und löschen</translation>
  </message>
  <message>
   <source>Medium and large holes whose content is also seen around them</source>
   <translation>Mittlere und große Löcher, deren Inhalt auch ringsum zu sehen ist</translation>
  </message>
  <message>
   <source>Memory for undo</source>
   <translation>Speicher für Rückgängig</translation>
  </message>
  <message>
   <source>Memory was short, so the photo was worked on in smaller pieces.</source>
   <translation>Der Speicher war knapp, deshalb wurde das Foto in kleineren Stücken bearbeitet.</translation>
  </message>
  <message>
   <source>Models of your own need a part that is not installed</source>
   <translation>Eigene Modelle brauchen einen Teil, der nicht installiert ist</translation>
  </message>
  <message>
   <source>More than an eighth of the photo was found damaged: see whether it is.</source>
   <translation>Mehr als ein Achtel des Fotos wurde als Schaden erkannt: sehen Sie nach, ob es stimmt.</translation>
  </message>
  <message>
   <source>More than an eighth of the picture is missing and was left: see whether it can be filled.</source>
   <translation>Mehr als ein Achtel des Bildes fehlt und blieb, wie es war: sehen Sie nach, ob es sich füllen lässt.</translation>
  </message>
  <message>
   <source>More than half of the photo is marked: was the mask meant the other way round?</source>
   <translation>Mehr als die Hälfte des Fotos ist markiert: War die Maske andersherum gemeint?</translation>
  </message>
  <message>
   <source>Move it onto the photo first.</source>
   <translation>Ziehen Sie es zuerst auf das Foto.</translation>
  </message>
  <message>
   <source>Multiplies what counts as lost: more takes faint damage away whole, and fine texture with it</source>
   <translation>Vervielfacht, was als verloren gilt: mehr nimmt schwache Schäden ganz weg, und feine Struktur mit ihnen</translation>
  </message>
  <message>
   <source>Name one of the layers it has.</source>
   <translation>Nennen Sie eine der Schichten, die es hat.</translation>
  </message>
  <message>
   <source>Name the folder of a finished training.</source>
   <translation>Nennen Sie den Ordner eines beendeten Trainings.</translation>
  </message>
  <message>
   <source>Network (VCN)</source>
   <translation>Netz (VCN)</translation>
  </message>
  <message>
   <source>No method of this name was taught or imported</source>
   <translation>Kein Verfahren dieses Namens wurde angelernt oder importiert</translation>
  </message>
  <message>
   <source>No model of this name was added</source>
   <translation>Kein Modell dieses Namens wurde hinzugefügt</translation>
  </message>
  <message>
   <source>None of {total} blocks was encoded again, as no pixel was changed.</source>
   <translation>Keiner von {total} Blöcken wurde neu kodiert, da sich kein Pixel geändert hat.</translation>
  </message>
  <message>
   <source>Normal</source>
   <translation>Normal</translation>
  </message>
  <message>
   <source>Not all of its scans are there: a part of its detail is missing.</source>
   <translation>Nicht alle Durchgänge sind da: ein Teil der Einzelheiten fehlt.</translation>
  </message>
  <message>
   <source>Not measured by Lacuna. It takes: {contract}</source>
   <translation>Von Lacuna nicht gemessen. Es erwartet: {contract}</translation>
  </message>
  <message>
   <source>Nothing</source>
   <translation>Nichts</translation>
  </message>
  <message>
   <source>Nothing is marked</source>
   <translation>Nichts ist markiert</translation>
  </message>
  <message>
   <source>Nothing is marked in its mask.</source>
   <translation>In seiner Maske ist nichts markiert.</translation>
  </message>
  <message>
   <source>Nothing sure was found. The editor outlines unsure finds with dashes: {count}.</source>
   <translation>Es wurde nichts Sicheres gefunden. Unsichere Funde zeigt der Editor gestrichelt: {count}.</translation>
  </message>
  <message>
   <source>Nothing that was found is certain: see whether it is damage.</source>
   <translation>Nichts vom Gefundenen ist sicher: Sehen Sie nach, ob es ein Schaden ist.</translation>
  </message>
  <message>
   <source>Nothing was added: Lacuna takes ONNX files that fill holes in photos, as LaMa and MI-GAN do.</source>
   <translation>Nichts wurde hinzugefügt: Lacuna nimmt ONNX-Dateien, die Löcher in Fotos füllen, wie LaMa und MI-GAN es tun.</translation>
  </message>
  <message>
   <source>Nothing was added: if it does fill holes, say how it takes pictures, as by --mask-hole.</source>
   <translation>Nichts wurde hinzugefügt: Wenn es doch Löcher füllt, geben Sie an, wie es Bilder erwartet, etwa mit --mask-hole.</translation>
  </message>
  <message>
   <source>Nothing was found that stays put over these photos</source>
   <translation>Nichts wurde gefunden, das auf diesen Fotos gleich bleibt</translation>
  </message>
  <message>
   <source>Nothing was found.</source>
   <translation>Nichts gefunden.</translation>
  </message>
  <message>
   <source>Nothing was imported: ask for the file again, as Lacuna exported it.</source>
   <translation>Nichts wurde importiert: bitten Sie noch einmal um die Datei, so wie Lacuna sie exportiert hat.</translation>
  </message>
  <message>
   <source>Nothing was imported: update Lacuna first.</source>
   <translation>Nichts wurde importiert: aktualisieren Sie zuerst Lacuna.</translation>
  </message>
  <message>
   <source>Nothing was overwritten: choose another folder or make room, then save again.</source>
   <translation>Nichts wurde überschrieben: Wählen Sie einen anderen Ordner oder schaffen Sie Platz, dann speichern Sie noch einmal.</translation>
  </message>
  <message>
   <source>Nothing was overwritten: choose another folder or make room, then try again.</source>
   <translation>Nichts wurde überschrieben: Wählen Sie einen anderen Ordner oder schaffen Sie Platz, dann versuchen Sie es noch einmal.</translation>
  </message>
  <message>
   <source>Nothing was overwritten: move it away or choose another output folder, then resume.</source>
   <translation>Nichts wurde überschrieben: räumen Sie sie weg oder wählen Sie einen anderen Ordner für die Ergebnisse, dann setzen Sie fort.</translation>
  </message>
  <message>
   <source>Nothing was overwritten: save under another name, or open the photo from the list again.</source>
   <translation>Nichts wurde überschrieben: unter einem anderen Namen speichern oder das Foto noch einmal aus der Liste öffnen.</translation>
  </message>
  <message>
   <source>Of a pen on a tablet; a mouse always presses fully</source>
   <translation>Eines Stifts auf einem Tablett; eine Maus drückt immer voll</translation>
  </message>
  <message>
   <source>Of photos that were no JPEG, and of copies; at 95 no difference is seen</source>
   <translation>Für Fotos, die kein JPEG waren, und für Kopien; bei 95 ist kein Unterschied zu sehen</translation>
  </message>
  <message>
   <source>Offered whenever a photo gets a new name; empty: the photo's own folder</source>
   <translation>Wird angeboten, wenn ein Foto einen neuen Namen bekommt; leer: der Ordner des Fotos</translation>
  </message>
  <message>
   <source>One known kind of thin damage all over the photo, such as text, a watermark or lines</source>
   <translation>Eine bekannte Art dünner Schäden im ganzen Foto, etwa Text, ein Wasserzeichen oder Linien</translation>
  </message>
  <message>
   <source>One or a few compact holes amid known surroundings</source>
   <translation>Ein oder wenige kompakte Löcher in bekannter Umgebung</translation>
  </message>
  <message>
   <source>Only TIFF holds the further channels of this file: they were left out.</source>
   <translation>Nur TIFF fasst die weiteren Kanäle dieser Datei: sie wurden weggelassen.</translation>
  </message>
  <message>
   <source>Only TIFF holds the infrared channel of this scan: it was left out.</source>
   <translation>Nur TIFF nimmt den Infrarotkanal dieses Scans auf: Er wurde weggelassen.</translation>
  </message>
  <message>
   <source>Only one of {total} blocks was encoded again; the others are as they were.</source>
   <translation>Nur einer von {total} Blöcken wurde neu kodiert; die anderen sind, wie sie waren.</translation>
  </message>
  <message>
   <source>Only {changed} of {total} blocks were encoded again; the others are as they were.</source>
   <translation>Nur {changed} von {total} Blöcken wurden neu kodiert; die anderen sind, wie sie waren.</translation>
  </message>
  <message>
   <source>Opacity</source>
   <translation>Deckkraft</translation>
  </message>
  <message>
   <source>Open the photo itself; it is unchanged.</source>
   <translation>Öffnen Sie das Foto selbst; es ist unverändert.</translation>
  </message>
  <message>
   <source>Other than in the paper, a deeper network finds the damage, and the filling one adds to a fill by diffusion; it has hardly learnt, and the two were trained one after the other, not jointly</source>
   <translation>Anders als in der Veröffentlichung findet ein tieferes Netz den Schaden, und das füllende ergänzt eine Füllung durch Diffusion; es hat kaum gelernt, und die beiden wurden nacheinander trainiert, nicht gemeinsam</translation>
  </message>
  <message>
   <source>Other than in the paper, an encoder, trained beside the generator, proposes the first answer</source>
   <translation>Anders als in der Veröffentlichung schlägt ein mit dem Generator trainierter Encoder die erste Antwort vor</translation>
  </message>
  <message>
   <source>Other than in the paper, its network adds to a smooth fill (a membrane)</source>
   <translation>Anders als in der Veröffentlichung ergänzt das Netz eine glatte Füllung (eine Membran)</translation>
  </message>
  <message>
   <source>Other than in the paper, its network adds to a smooth fill (a membrane), and it learnt by the features of Lacuna's own network in place of VGG's</source>
   <translation>Anders als in der Veröffentlichung ergänzt das Netz eine glatte Füllung (eine Membran) und lernte anhand der Merkmale von Lacunas eigenem Netz statt VGG</translation>
  </message>
  <message>
   <source>Other than in the paper, its network corrects a first fill by diffusion</source>
   <translation>Anders als in der Veröffentlichung verbessert das Netz eine erste Füllung durch Diffusion</translation>
  </message>
  <message>
   <source>Over how many pixels the picture fades in at its rim</source>
   <translation>Über wie viele Pixel das Bild an seinem Rand eingeblendet wird</translation>
  </message>
  <message>
   <source>Page {number} of {count} of a PDF: it is saved as a new photo, and the PDF stays as it is.</source>
   <translation>Seite {number} von {count} einer PDF-Datei: Sie wird als neues Foto gespeichert, und die PDF-Datei bleibt, wie sie ist.</translation>
  </message>
  <message>
   <source>Page {number} of {count}; the other pages stay as they are when it is saved.</source>
   <translation>Seite {number} von {count}; die anderen Seiten bleiben beim Speichern, wie sie sind.</translation>
  </message>
  <message>
   <source>Pages are counted from 1.</source>
   <translation>Seiten werden ab 1 gezählt.</translation>
  </message>
  <message>
   <source>Paint over what should go.</source>
   <translation>Übermalen Sie, was weg soll.</translation>
  </message>
  <message>
   <source>Paints four times, shifted by a pixel or two, and takes the mean: a little better, slower</source>
   <translation>Malt viermal, um ein oder zwei Pixel verschoben, und nimmt das Mittel: etwas besser, langsamer</translation>
  </message>
  <message>
   <source>Pairs of damaged and clean photos</source>
   <translation>Paare beschädigter und sauberer Fotos</translation>
  </message>
  <message>
   <source>Patch size</source>
   <translation>Flickengröße</translation>
  </message>
  <message>
   <source>Pen</source>
   <translation>Stift</translation>
  </message>
  <message>
   <source>Picture</source>
   <translation>Bild</translation>
  </message>
  <message>
   <source>Pixels that lost no more than this share are not changed</source>
   <translation>Pixel, die nicht mehr als diesen Anteil verloren haben, bleiben unverändert</translation>
  </message>
  <message>
   <source>Place</source>
   <translation>Ort</translation>
  </message>
  <message>
   <source>Preparing</source>
   <translation>Wird vorbereitet</translation>
  </message>
  <message>
   <source>Pressure changes</source>
   <translation>Druck verändert</translation>
  </message>
  <message>
   <source>Preview</source>
   <translation>Vorschau</translation>
  </message>
  <message>
   <source>Previews of the unrepaired photo were removed.</source>
   <translation>Vorschaubilder des unreparierten Fotos wurden entfernt.</translation>
  </message>
  <message>
   <source>Prior</source>
   <translation>Vorwissen</translation>
  </message>
  <message>
   <source>Put it back where it was and try again: the work is kept.</source>
   <translation>Legen Sie es zurück und versuchen Sie es noch einmal: Die Arbeit bleibt erhalten.</translation>
  </message>
  <message>
   <source>Put one there, then resume.</source>
   <translation>Legen Sie eine dorthin, dann setzen Sie fort.</translation>
  </message>
  <message>
   <source>Put that right, then resume, or go on without it: what is done stays done.</source>
   <translation>Beheben Sie das und setzen Sie fort, oder machen Sie ohne ihn weiter: was fertig ist, bleibt.</translation>
  </message>
  <message>
   <source>Put the earlier file back and try again: the work is kept.</source>
   <translation>Legen Sie die frühere Datei zurück und versuchen Sie es noch einmal: Die Arbeit bleibt erhalten.</translation>
  </message>
  <message>
   <source>Quality</source>
   <translation>Qualität</translation>
  </message>
  <message>
   <source>Radius</source>
   <translation>Radius</translation>
  </message>
  <message>
   <source>Raindrops</source>
   <translation>Regentropfen</translation>
  </message>
  <message>
   <source>Raise that limit (ulimit -v), or give a mask and the method telea, which needs less; your photo is unchanged.</source>
   <translation>Heben Sie diese Grenze an (ulimit -v), oder geben Sie eine Maske und das Verfahren telea an, das weniger braucht; Ihr Foto ist unverändert.</translation>
  </message>
  <message>
   <source>Rank</source>
   <translation>Rang</translation>
  </message>
  <message>
   <source>Rectangles and compact holes, and broad strokes; one fast pass without a search</source>
   <translation>Rechtecke, kompakte Löcher und breite Striche; ein schneller Durchgang ohne Suche</translation>
  </message>
  <message>
   <source>Reduce it or split it first.</source>
   <translation>Verkleinern oder teilen Sie es zuerst.</translation>
  </message>
  <message>
   <source>Refining</source>
   <translation>Verfeinern</translation>
  </message>
  <message>
   <source>Reinstall Lacuna or pick another method; your photo is unchanged.</source>
   <translation>Installieren Sie Lacuna neu oder wählen Sie ein anderes Verfahren; Ihr Foto ist unverändert.</translation>
  </message>
  <message>
   <source>Remove as soon as the brush is lifted</source>
   <translation>Entfernen, sobald der Pinsel abgesetzt wird</translation>
  </message>
  <message>
   <source>Removing a chosen object; damage that covers most of the photo; thin scratches</source>
   <translation>Ein bestimmtes Objekt entfernen; Schäden, die den größten Teil des Fotos bedecken; feine Kratzer</translation>
  </message>
  <message>
   <source>Removing objects of any outline; texture is taken from elsewhere in the photo. Lines drawn into the hole steer it</source>
   <translation>Gegenstände jeder Form entfernen; Struktur wird von anderswo im Foto geholt. Ins Loch gezeichnete Linien lenken die Füllung</translation>
  </message>
  <message>
   <source>Repair</source>
   <translation>Reparatur</translation>
  </message>
  <message>
   <source>Resume it with those, or start anew: that does every photo again.</source>
   <translation>Setzen Sie ihn mit diesen fort, oder beginnen Sie neu: dann wird jedes Foto noch einmal gemacht.</translation>
  </message>
  <message>
   <source>Resume with it, with another one or without: what is done stays done.</source>
   <translation>Setzen Sie mit ihm, mit einem anderen oder ohne fort: was fertig ist, bleibt.</translation>
  </message>
  <message>
   <source>Reviewed: it was repaired in the editor.</source>
   <translation>Durchgesehen: Es wurde im Editor repariert.</translation>
  </message>
  <message>
   <source>Reviewed: the photo was left as it was.</source>
   <translation>Durchgesehen: Das Foto blieb, wie es war.</translation>
  </message>
  <message>
   <source>Reviewed: the result of the run was kept.</source>
   <translation>Durchgesehen: Das Ergebnis des Durchlaufs wurde behalten.</translation>
  </message>
  <message>
   <source>Run a batch on the folder it leads to.</source>
   <translation>Reparieren Sie den Ordner, zu dem sie führt.</translation>
  </message>
  <message>
   <source>Running it on a drawn picture</source>
   <translation>Probelauf mit einem gezeichneten Bild</translation>
  </message>
  <message>
   <source>Safety</source>
   <translation>Sicherheit</translation>
  </message>
  <message>
   <source>Save a rescue copy every</source>
   <translation>Sicherungskopie alle</translation>
  </message>
  <message>
   <source>Saving</source>
   <translation>Speichern</translation>
  </message>
  <message>
   <source>Scattered specks and thin damage in regular patterns: facades, fabric, tiles</source>
   <translation>Verstreute Flecken und feine Schäden in regelmäßigen Mustern: Fassaden, Stoff, Fliesen</translation>
  </message>
  <message>
   <source>Scratches and dust</source>
   <translation>Kratzer und Staub</translation>
  </message>
  <message>
   <source>Scratches, dust, old prints</source>
   <translation>Kratzer, Staub, alte Abzüge</translation>
  </message>
  <message>
   <source>Scratches, up to</source>
   <translation>Kratzer, bis zu</translation>
  </message>
  <message>
   <source>Seamless</source>
   <translation>Nahtlos</translation>
  </message>
  <message>
   <source>Searching</source>
   <translation>Suche läuft</translation>
  </message>
  <message>
   <source>See lacuna --help.</source>
   <translation>Siehe lacuna --help.</translation>
  </message>
  <message>
   <source>Sees and paints 128 × 128 px: what it adds is blurred, in large holes a lot</source>
   <translation>Sieht und malt 128 × 128 px: Was es hinzufügt, ist unscharf, in großen Löchern sehr</translation>
  </message>
  <message>
   <source>Sensitivity</source>
   <translation>Empfindlichkeit</translation>
  </message>
  <message>
   <source>Share them with all workers under the same names, then resume.</source>
   <translation>Geben Sie sie unter denselben Namen für alle Rechner frei, dann setzen Sie fort.</translation>
  </message>
  <message>
   <source>Shifts its colours so that they meet the photo at the rim (Poisson blending)</source>
   <translation>Verschiebt seine Farben, bis sie am Rand zum Foto passen (Poisson-Verfahren)</translation>
  </message>
  <message>
   <source>Shifts its colours, then paints its rim and what looks out of place anew to fit the photo</source>
   <translation>Verschiebt seine Farben und malt dann Rand und Unpassendes neu, wie es zum Foto gehört</translation>
  </message>
  <message>
   <source>Shifts the colours of the fill so that it meets its surroundings (Poisson blending)</source>
   <translation>Verschiebt die Farben der Füllung, bis sie zur Umgebung passt (Poisson)</translation>
  </message>
  <message>
   <source>Show the filmstrip</source>
   <translation>Filmstreifen zeigen</translation>
  </message>
  <message>
   <source>Size</source>
   <translation>Größe</translation>
  </message>
  <message>
   <source>Size and flow</source>
   <translation>Größe und Fluss</translation>
  </message>
  <message>
   <source>Sizes differ by</source>
   <translation>Größen schwanken um</translation>
  </message>
  <message>
   <source>Slow; a wrong guess becomes sharp, not right; regular patterns may be off by some pixels</source>
   <translation>Langsam; ein falscher Entwurf wird scharf, nicht richtig; regelmäßige Muster können um einige Pixel versetzt sein</translation>
  </message>
  <message>
   <source>Slow; wide holes become streaks along rows and columns</source>
   <translation>Langsam; breite Löcher werden zu Streifen entlang von Zeilen und Spalten</translation>
  </message>
  <message>
   <source>Smears anything wider than some ten pixels</source>
   <translation>Verschmiert alles, was breiter ist als etwa zehn Pixel</translation>
  </message>
  <message>
   <source>Smears anything wider than some ten pixels, and leaves streaks</source>
   <translation>Verschmiert alles, was breiter ist als etwa zehn Pixel, und hinterlässt Streifen</translation>
  </message>
  <message>
   <source>Soft fills of large holes and wide strokes get detail from around the hole, all fills the photo's grain</source>
   <translation>Weiche Füllungen großer Löcher und breiter Striche bekommen ihre Feinheiten aus der Umgebung, alle Füllungen das Korn des Fotos</translation>
  </message>
  <message>
   <source>Soft patches</source>
   <translation>Weiche Ausschnitte</translation>
  </message>
  <message>
   <source>Soft rim</source>
   <translation>Weicher Rand</translation>
  </message>
  <message>
   <source>Something foreign</source>
   <translation>Etwas Fremdes</translation>
  </message>
  <message>
   <source>Something went wrong</source>
   <translation>Etwas ist schiefgegangen</translation>
  </message>
  <message>
   <source>Something went wrong that Lacuna did not foresee</source>
   <translation>Etwas ist schiefgegangen, womit Lacuna nicht gerechnet hat</translation>
  </message>
  <message>
   <source>Specks of dust, up to</source>
   <translation>Staubkörner, bis zu</translation>
  </message>
  <message>
   <source>Start anew with an empty output folder.</source>
   <translation>Beginnen Sie neu mit einem leeren Ordner für die Ergebnisse.</translation>
  </message>
  <message>
   <source>Steady</source>
   <translation>Ruhig</translation>
  </message>
  <message>
   <source>Steps</source>
   <translation>Schritte</translation>
  </message>
  <message>
   <source>Strength</source>
   <translation>Stärke</translation>
  </message>
  <message>
   <source>Surroundings</source>
   <translation>Umgebung</translation>
  </message>
  <message>
   <source>System</source>
   <translation>System</translation>
  </message>
  <message>
   <source>TIFF holds at most 4 GB</source>
   <translation>TIFF fasst höchstens 4 GB</translation>
  </message>
  <message>
   <source>Takes the differences of neighbouring pixels from an answer; off: its pixels as they are</source>
   <translation>Übernimmt von einer Antwort die Unterschiede benachbarter Pixel; aus: ihre Pixel, wie sie sind</translation>
  </message>
  <message>
   <source>Takes the mean of two fills, one of them turned and mirrored, also where the region is large</source>
   <translation>Nimmt das Mittel zweier Füllungen, eine davon gedreht und gespiegelt, auch bei großen Bereichen</translation>
  </message>
  <message>
   <source>Text</source>
   <translation>Text</translation>
  </message>
  <message>
   <source>Text and watermarks</source>
   <translation>Schrift und Wasserzeichen</translation>
  </message>
  <message>
   <source>Text in a font</source>
   <translation>Text in einer Schrift</translation>
  </message>
  <message>
   <source>Text in {font}, {size} px, colour {colour}, opacity {opacity}</source>
   <translation>Text in {font}, {size} px, Farbe {colour}, Deckkraft {opacity}</translation>
  </message>
  <message>
   <source>Text of one known font, size and colour, wherever it stands in the photo</source>
   <translation>Text in einer bekannten Schrift, Größe und Farbe, wo immer er im Foto steht</translation>
  </message>
  <message>
   <source>That damage cannot be made</source>
   <translation>Dieser Schaden lässt sich nicht erzeugen</translation>
  </message>
  <message>
   <source>That device is not available</source>
   <translation>Dieses Gerät ist nicht verfügbar</translation>
  </message>
  <message>
   <source>That is no name for a method</source>
   <translation>Das ist kein Name für ein Verfahren</translation>
  </message>
  <message>
   <source>That option does not fit</source>
   <translation>Diese Einstellung passt nicht</translation>
  </message>
  <message>
   <source>That request cannot be carried out</source>
   <translation>Das lässt sich nicht ausführen</translation>
  </message>
  <message>
   <source>The HDR gain map was removed: it shows the unrepaired photo.</source>
   <translation>Die HDR-Gain-Map wurde entfernt: Sie zeigt das unreparierte Foto.</translation>
  </message>
  <message>
   <source>The brush's diameter in pixels of the photo ([ and ], or Alt and the wheel)</source>
   <translation>Durchmesser des Pinsels in Pixeln des Fotos ([ und ], oder Alt und Mausrad)</translation>
  </message>
  <message>
   <source>The cluster cannot do this batch</source>
   <translation>Der Cluster kann diesen Lauf nicht ausführen</translation>
  </message>
  <message>
   <source>The colour that marks had left beside them was removed.</source>
   <translation>Die Farbe, die Spuren neben sich hinterlassen hatten, wurde entfernt.</translation>
  </message>
  <message>
   <source>The connection to the scheduler is lost</source>
   <translation>Die Verbindung zum Scheduler ist abgebrochen</translation>
  </message>
  <message>
   <source>The depth map was removed: it shows the unrepaired photo.</source>
   <translation>Die Tiefenkarte wurde entfernt: Sie zeigt das unreparierte Foto.</translation>
  </message>
  <message>
   <source>The detector is not sure of what it found: see whether it is damage.</source>
   <translation>Der Detektor ist sich seiner Funde nicht sicher: sehen Sie nach, ob es Schäden sind.</translation>
  </message>
  <message>
   <source>The disk is full</source>
   <translation>Der Datenträger ist voll</translation>
  </message>
  <message>
   <source>The earlier run had other settings</source>
   <translation>Der frühere Lauf hatte andere Einstellungen</translation>
  </message>
  <message>
   <source>The feature network does not have that layer</source>
   <translation>Das Merkmalsnetz hat diese Schicht nicht</translation>
  </message>
  <message>
   <source>The file is cut off: a part of its detail is missing.</source>
   <translation>Die Datei ist abgeschnitten: Ein Teil ihrer Einzelheiten fehlt.</translation>
  </message>
  <message>
   <source>The file is cut off: a part of the picture is missing, and can be filled.</source>
   <translation>Die Datei ist abgeschnitten: Ein Teil des Bildes fehlt und kann gefüllt werden.</translation>
  </message>
  <message>
   <source>The first learned fill of large holes, to compare with; a rough guess of what was there</source>
   <translation>Die erste gelernte Füllung großer Löcher, zum Vergleichen; eine grobe Vermutung, was dort war</translation>
  </message>
  <message>
   <source>The graphics card's memory was too small, so the CPU did the work.</source>
   <translation>Der Speicher der Grafikkarte war zu klein, deshalb hat die CPU gerechnet.</translation>
  </message>
  <message>
   <source>The infrared of this scan does not show its dust</source>
   <translation>Das Infrarot dieses Scans zeigt seinen Staub nicht</translation>
  </message>
  <message>
   <source>The journal of the earlier run cannot be read</source>
   <translation>Das Journal des früheren Laufs kann nicht gelesen werden</translation>
  </message>
  <message>
   <source>The maker note was left out: it does not survive being moved.</source>
   <translation>Die Herstellernotiz wurde weggelassen: Sie übersteht es nicht, verschoben zu werden.</translation>
  </message>
  <message>
   <source>The mark {file}, opacity {opacity}, {layout}</source>
   <translation>Das Zeichen {file}, Deckkraft {opacity}, {layout}</translation>
  </message>
  <message>
   <source>The mask holds labels: every value but the background is missing.</source>
   <translation>Die Maske enthält Klassennummern: Jeder Wert außer dem Hintergrund fehlt.</translation>
  </message>
  <message>
   <source>The mask is a painted copy of the photo: where the two differ is missing.</source>
   <translation>Die Maske ist eine übermalte Kopie des Fotos: Wo sich die beiden unterscheiden, fehlt etwas.</translation>
  </message>
  <message>
   <source>The mask is paint on a transparent layer: what is painted is missing.</source>
   <translation>Die Maske ist Farbe auf einer durchsichtigen Ebene: Was bemalt ist, fehlt.</translation>
  </message>
  <message>
   <source>The mask is painted in colour: what is coloured or white is missing.</source>
   <translation>Die Maske ist farbig gemalt: Was farbig oder weiß ist, fehlt.</translation>
  </message>
  <message>
   <source>The mask it would have been repaired with</source>
   <translation>Die Maske, mit der es repariert worden wäre</translation>
  </message>
  <message>
   <source>The mask looks like a photo, not like a mask: its bright parts are missing.</source>
   <translation>Die Maske sieht wie ein Foto aus, nicht wie eine Maske: Ihre hellen Teile fehlen.</translation>
  </message>
  <message>
   <source>The mask was read from its transparency: what is transparent is missing.</source>
   <translation>Die Maske wurde aus der Transparenz gelesen: Was durchsichtig ist, fehlt.</translation>
  </message>
  <message>
   <source>The method could not be kept</source>
   <translation>Das Verfahren konnte nicht behalten werden</translation>
  </message>
  <message>
   <source>The missing part of the picture was filled.</source>
   <translation>Der fehlende Teil des Bildes wurde gefüllt.</translation>
  </message>
  <message>
   <source>The model could not be kept</source>
   <translation>Das Modell konnte nicht behalten werden</translation>
  </message>
  <message>
   <source>The other pages were left out: the file that they were read from has changed since, or is gone.</source>
   <translation>Die anderen Seiten wurden weggelassen: Die Datei, aus der sie gelesen wurden, hat sich seitdem geändert oder ist nicht mehr da.</translation>
  </message>
  <message>
   <source>The palette has no room for the repaired colours: saved as full colour.</source>
   <translation>Die Palette hat keinen Platz für die reparierten Farben: in voller Farbe gespeichert.</translation>
  </message>
  <message>
   <source>The palette has no room for the repaired colours: the nearest ones were taken.</source>
   <translation>Die Palette hat keinen Platz für die reparierten Farben: die nächstliegenden wurden genommen.</translation>
  </message>
  <message>
   <source>The photo could not be saved</source>
   <translation>Das Foto konnte nicht gespeichert werden</translation>
  </message>
  <message>
   <source>The photo is being worked on</source>
   <translation>Am Foto wird gerade gearbeitet</translation>
  </message>
  <message>
   <source>The photo this work belongs to has changed since</source>
   <translation>Das Foto zu dieser Arbeit wurde inzwischen geändert</translation>
  </message>
  <message>
   <source>The photo this work belongs to is gone</source>
   <translation>Das Foto zu dieser Arbeit ist weg</translation>
  </message>
  <message>
   <source>The photos of the open photo's folder, below it</source>
   <translation>Die Fotos im Ordner des geöffneten Fotos, unter ihm</translation>
  </message>
  <message>
   <source>The picture covers nothing of the photo</source>
   <translation>Das Bild bedeckt nichts vom Foto</translation>
  </message>
  <message>
   <source>The picture has no transparency: all of its rectangle is taught as damage.</source>
   <translation>Das Bild hat keine Transparenz: Sein ganzes Rechteck wird als Schaden gelehrt.</translation>
  </message>
  <message>
   <source>The portrait mattes were removed: they show the unrepaired photo.</source>
   <translation>Die Porträtmasken wurden entfernt: Sie zeigen das unreparierte Foto.</translation>
  </message>
  <message>
   <source>The repair did not work</source>
   <translation>Die Reparatur hat nicht geklappt</translation>
  </message>
  <message>
   <source>The result has changed since it was looked at</source>
   <translation>Das Ergebnis hat sich geändert, seit es angesehen wurde</translation>
  </message>
  <message>
   <source>The safety copy of your work cannot be written</source>
   <translation>Die Sicherungskopie Ihrer Arbeit kann nicht geschrieben werden</translation>
  </message>
  <message>
   <source>The shape of a mask</source>
   <translation>Die Form einer Maske</translation>
  </message>
  <message>
   <source>The video of this motion photo was removed: it shows the unrepaired photo.</source>
   <translation>Das Video dieses bewegten Fotos wurde entfernt: Es zeigt das unreparierte Foto.</translation>
  </message>
  <message>
   <source>The whole photo was encoded again: the blocks of its JPEG could not be kept.</source>
   <translation>Das ganze Foto wurde neu kodiert: Die Blöcke seines JPEG konnten nicht erhalten bleiben.</translation>
  </message>
  <message>
   <source>The whole photo was encoded again: the file that it was read from has changed since, or is gone.</source>
   <translation>Das ganze Foto wurde neu kodiert: Die Datei, aus der es gelesen wurde, hat sich seitdem geändert oder ist fort.</translation>
  </message>
  <message>
   <source>The window needs a library that this system lacks</source>
   <translation>Dem Fenster fehlt eine Bibliothek des Systems</translation>
  </message>
  <message>
   <source>The work in the background broke off</source>
   <translation>Die Arbeit im Hintergrund brach ab</translation>
  </message>
  <message>
   <source>Their length</source>
   <translation>Ihre Länge</translation>
  </message>
  <message>
   <source>Their width</source>
   <translation>Ihre Breite</translation>
  </message>
  <message>
   <source>Theme</source>
   <translation>Farbschema</translation>
  </message>
  <message>
   <source>There are no photos in this folder</source>
   <translation>In diesem Ordner sind keine Fotos</translation>
  </message>
  <message>
   <source>There are stray bytes between its parts; it was read without them.</source>
   <translation>Zwischen ihren Teilen liegen fremde Bytes; sie wurde ohne diese gelesen.</translation>
  </message>
  <message>
   <source>There is no photo in this folder</source>
   <translation>In diesem Ordner ist kein Foto</translation>
  </message>
  <message>
   <source>There is no screen to open the editor on</source>
   <translation>Es gibt keinen Bildschirm für den Editor</translation>
  </message>
  <message>
   <source>There is no such damage</source>
   <translation>Diesen Schaden gibt es nicht</translation>
  </message>
  <message>
   <source>There is no such detector</source>
   <translation>Diesen Detektor gibt es nicht</translation>
  </message>
  <message>
   <source>There is no such kind of damage</source>
   <translation>Diese Art von Schaden gibt es nicht</translation>
  </message>
  <message>
   <source>There is no such mask</source>
   <translation>Diese Maske gibt es nicht</translation>
  </message>
  <message>
   <source>There is no such method</source>
   <translation>Dieses Verfahren gibt es nicht</translation>
  </message>
  <message>
   <source>There is no such model file</source>
   <translation>Diese Modelldatei gibt es nicht</translation>
  </message>
  <message>
   <source>There is no such page</source>
   <translation>Diese Seite gibt es nicht</translation>
  </message>
  <message>
   <source>There is no such photo</source>
   <translation>Dieses Foto gibt es nicht</translation>
  </message>
  <message>
   <source>There is not enough memory for this</source>
   <translation>Dafür reicht der Speicher nicht</translation>
  </message>
  <message>
   <source>There is nothing to fill the hole from</source>
   <translation>Es gibt nichts, woraus das Loch gefüllt werden könnte</translation>
  </message>
  <message>
   <source>There is nothing to keep here</source>
   <translation>Hier gibt es nichts zu behalten</translation>
  </message>
  <message>
   <source>These folders are being worked on already</source>
   <translation>An diesen Ordnern wird schon gearbeitet</translation>
  </message>
  <message>
   <source>These two folders cannot be used together</source>
   <translation>Diese zwei Ordner gehen nicht zusammen</translation>
  </message>
  <message>
   <source>Thin and ragged holes, for which DeepFill v2 was made; faces; holes that leave little</source>
   <translation>Dünne und zerfranste Löcher, für die DeepFill v2 gemacht ist; Gesichter; Löcher, die wenig übrig lassen</translation>
  </message>
  <message>
   <source>Thin damage and small specks, smoothly</source>
   <translation>Feine Schäden und kleine Flecken, glatt</translation>
  </message>
  <message>
   <source>Thin damage in pictures with clear edges</source>
   <translation>Feine Schäden in Bildern mit klaren Kanten</translation>
  </message>
  <message>
   <source>Thin damage of any colour: text, lines, scratches, dust, strokes up to some 20 px</source>
   <translation>Feine Schäden jeder Farbe: Schrift, Linien, Kratzer, Staub, Striche bis etwa 20 px</translation>
  </message>
  <message>
   <source>Thin damage was filled by {method}.</source>
   <translation>Feine Schäden hat {method} gefüllt.</translation>
  </message>
  <message>
   <source>Thin damage, in an instant</source>
   <translation>Feine Schäden, im Nu</translation>
  </message>
  <message>
   <source>This batch cannot start</source>
   <translation>Dieser Lauf kann nicht starten</translation>
  </message>
  <message>
   <source>This copy of Lacuna has no trained detector</source>
   <translation>Diese Lacuna hat keinen trainierten Detektor</translation>
  </message>
  <message>
   <source>This file comes from a newer Lacuna</source>
   <translation>Diese Datei kommt von einem neueren Lacuna</translation>
  </message>
  <message>
   <source>This file holds no method that can be imported</source>
   <translation>Diese Datei enthält kein Verfahren, das sich importieren lässt</translation>
  </message>
  <message>
   <source>This folder cannot be read</source>
   <translation>Dieser Ordner kann nicht gelesen werden</translation>
  </message>
  <message>
   <source>This folder is a link, and links to folders are not followed</source>
   <translation>Dieser Ordner ist eine Verknüpfung, und solchen wird nicht gefolgt</translation>
  </message>
  <message>
   <source>This format can be read but not written</source>
   <translation>Dieses Format kann gelesen, aber nicht geschrieben werden</translation>
  </message>
  <message>
   <source>This hole is too large for this method</source>
   <translation>Dieses Loch ist für dieses Verfahren zu groß</translation>
  </message>
  <message>
   <source>This kind of damage cannot be taught</source>
   <translation>Diese Art Schaden lässt sich nicht anlernen</translation>
  </message>
  <message>
   <source>This kind of file is not supported</source>
   <translation>Diese Art von Datei wird nicht unterstützt</translation>
  </message>
  <message>
   <source>This mask cannot be read</source>
   <translation>Diese Maske kann nicht gelesen werden</translation>
  </message>
  <message>
   <source>This mask does not fit</source>
   <translation>Diese Maske passt nicht</translation>
  </message>
  <message>
   <source>This mask has no transparency</source>
   <translation>Diese Maske hat keine Transparenz</translation>
  </message>
  <message>
   <source>This method's data file is damaged</source>
   <translation>Die Datendatei dieses Verfahrens ist beschädigt</translation>
  </message>
  <message>
   <source>This method's data file is missing</source>
   <translation>Die Datendatei dieses Verfahrens fehlt</translation>
  </message>
  <message>
   <source>This model cannot be added</source>
   <translation>Dieses Modell kann nicht hinzugefügt werden</translation>
  </message>
  <message>
   <source>This photo cannot be read</source>
   <translation>Dieses Foto kann nicht gelesen werden</translation>
  </message>
  <message>
   <source>This photo has no infrared channel</source>
   <translation>Dieses Foto hat keinen Infrarotkanal</translation>
  </message>
  <message>
   <source>This photo has no mask</source>
   <translation>Dieses Foto hat keine Maske</translation>
  </message>
  <message>
   <source>This photo is too large</source>
   <translation>Dieses Foto ist zu groß</translation>
  </message>
  <message>
   <source>This work cannot be recovered</source>
   <translation>Diese Arbeit lässt sich nicht zurückholen</translation>
  </message>
  <message>
   <source>Tiled</source>
   <translation>Gekachelt</translation>
  </message>
  <message>
   <source>To be reviewed</source>
   <translation>Bitte ansehen</translation>
  </message>
  <message>
   <source>Tolerance</source>
   <translation>Toleranz</translation>
  </message>
  <message>
   <source>Trained for minutes, good at noise alone: text and stains are hardly found, fine texture goes with the noise</source>
   <translation>Nur Minuten trainiert, gut allein bei Rauschen: Schrift und Flecken werden kaum gefunden, feine Struktur geht mit dem Rauschen</translation>
  </message>
  <message>
   <source>Trained on</source>
   <translation>Gelernt an</translation>
  </message>
  <message>
   <source>Translucent dust was divided out by the infrared channel, and the photo under it was kept.</source>
   <translation>Durchscheinender Staub wurde mit dem Infrarotkanal herausgerechnet; das Foto darunter blieb erhalten.</translation>
  </message>
  <message>
   <source>Translucent marks were removed, and the photo under them was kept.</source>
   <translation>Durchscheinende Spuren wurden entfernt, das Foto darunter blieb erhalten.</translation>
  </message>
  <message>
   <source>Try it again; what it had saved is still there.</source>
   <translation>Versuchen Sie es noch einmal; was gesichert war, ist noch da.</translation>
  </message>
  <message>
   <source>Turned and mirrored</source>
   <translation>Gedreht und gespiegelt</translation>
  </message>
  <message>
   <source>Turned by up to</source>
   <translation>Gedreht um bis zu</translation>
  </message>
  <message>
   <source>Up to {scratches} scratches, {dust} specks, {hairs} hairs, {folds} folds, opacity {opacity}</source>
   <translation>Bis zu {scratches} Kratzer, {dust} Staubkörner, {hairs} Haare, {folds} Knicke, Deckkraft {opacity}</translation>
  </message>
  <message>
   <source>Use --device cpu or auto; lacuna doctor lists what this machine has.</source>
   <translation>Nehmen Sie --device cpu oder auto; lacuna doctor listet auf, was dieser Rechner hat.</translation>
  </message>
  <message>
   <source>Use a mask of the photo's size or of the same proportions.</source>
   <translation>Nehmen Sie eine Maske in der Größe des Fotos oder mit denselben Proportionen.</translation>
  </message>
  <message>
   <source>Very large holes become smooth; its widths are Lacuna's own, the paper's are not known</source>
   <translation>Sehr große Löcher werden glatt; die Breiten sind Lacunas eigene, die der Veröffentlichung sind nicht bekannt</translation>
  </message>
  <message>
   <source>Wait for it to end, or end it; what it has learnt is kept.</source>
   <translation>Warten Sie, bis es endet, oder beenden Sie es; was es gelernt hat, bleibt erhalten.</translation>
  </message>
  <message>
   <source>Wait until it is done, or press Esc to cancel.</source>
   <translation>Warten Sie, bis es fertig ist, oder brechen Sie mit Esc ab.</translation>
  </message>
  <message>
   <source>Wait until that run is done, or stop it.</source>
   <translation>Warten Sie, bis jener Lauf fertig ist, oder brechen Sie ihn ab.</translation>
  </message>
  <message>
   <source>What differs in pairs of damaged and clean photos</source>
   <translation>Was sich in Paaren beschädigter und sauberer Fotos unterscheidet</translation>
  </message>
  <message>
   <source>What followed the picture in its file was left out: it may show the unrepaired photo.</source>
   <translation>Was in der Datei auf das Bild folgte, wurde weggelassen: Es könnte das unreparierte Foto zeigen.</translation>
  </message>
  <message>
   <source>What is lost if the power fails</source>
   <translation>So viel geht bei einem Stromausfall verloren</translation>
  </message>
  <message>
   <source>What stays put over the photos was divided out, and the photo under it was kept.</source>
   <translation>Was auf den Fotos gleich bleibt, wurde herausgerechnet; das Foto darunter blieb erhalten.</translation>
  </message>
  <message>
   <source>What the network would change by more than this is damage; of the range from black to white</source>
   <translation>Was das Netz um mehr als dies ändern würde, ist Schaden; vom Umfang zwischen Schwarz und Weiß</translation>
  </message>
  <message>
   <source>What was found may belong to the photo: see whether it is damage.</source>
   <translation>Was gefunden wurde, kann zum Foto gehören: Sehen Sie nach, ob es ein Schaden ist.</translation>
  </message>
  <message>
   <source>What was found was filled, and no change can be seen.</source>
   <translation>Was gefunden wurde, wurde gefüllt; es ist keine Änderung zu sehen.</translation>
  </message>
  <message>
   <source>Where networks run</source>
   <translation>Wo Netze rechnen</translation>
  </message>
  <message>
   <source>Where the photo is half transparent, the layer of the repair shows it more opaque.</source>
   <translation>Wo das Foto halb durchsichtig ist, zeigt die Ebene der Reparatur es deckender.</translation>
  </message>
  <message>
   <source>Wide holes were filled by {method}.</source>
   <translation>Breite Löcher hat {method} gefüllt.</translation>
  </message>
  <message>
   <source>Widen by</source>
   <translation>Erweitern um</translation>
  </message>
  <message>
   <source>Width</source>
   <translation>Breite</translation>
  </message>
  <message>
   <source>With photos of the same names and sizes in damaged and clean</source>
   <translation>Mit Fotos gleicher Namen und Größen in damaged und clean</translation>
  </message>
  <message>
   <source>Working on a cluster needs a part that is not installed</source>
   <translation>Für die Arbeit auf einem Cluster fehlt ein Teil der Installation</translation>
  </message>
  <message>
   <source>Yellow</source>
   <translation>Gelb</translation>
  </message>
  <message>
   <source>Your photo is unchanged.</source>
   <translation>Ihr Foto ist unverändert.</translation>
  </message>
  <message>
   <source>Your photo is unchanged: try another method.</source>
   <translation>Ihr Foto ist unverändert: Versuchen Sie ein anderes Verfahren.</translation>
  </message>
  <message>
   <source>Your photo is unchanged; the log file says more.</source>
   <translation>Ihr Foto ist unverändert; mehr steht in der Protokolldatei.</translation>
  </message>
  <message>
   <source>Your work is unharmed: make room on the disk, or save soon.</source>
   <translation>Ihre Arbeit ist unversehrt: Schaffen Sie Platz auf dem Datenträger, oder speichern Sie bald.</translation>
  </message>
  <message>
   <source>a JPEG of {bits} bits</source>
   <translation>ein JPEG mit {bits} Bit</translation>
  </message>
  <message>
   <source>a Photoshop file of {bits} bits a channel</source>
   <translation>eine Photoshop-Datei mit {bits} Bit je Kanal</translation>
  </message>
  <message>
   <source>a batch needs a worker, not {given}</source>
   <translation>ein Lauf braucht mindestens ein Foto zugleich, nicht {given}</translation>
  </message>
  <message>
   <source>a colour is written as #ff8800, not {given}</source>
   <translation>eine Farbe wird als #ff8800 geschrieben, nicht {given}</translation>
  </message>
  <message>
   <source>a damaged {kind} file</source>
   <translation>eine beschädigte {kind}-Datei</translation>
  </message>
  <message>
   <source>a folder of that name is in the way</source>
   <translation>ein Ordner dieses Namens ist im Weg</translation>
  </message>
  <message>
   <source>a range is two numbers, not {given}</source>
   <translation>ein Bereich besteht aus zwei Zahlen, nicht {given}</translation>
  </message>
  <message>
   <source>another program changed it meanwhile</source>
   <translation>ein anderes Programm hat die Datei inzwischen geändert</translation>
  </message>
  <message>
   <source>another version of Lacuna wrote it</source>
   <translation>eine andere Version von Lacuna hat es geschrieben</translation>
  </message>
  <message>
   <source>black</source>
   <translation>schwarz</translation>
  </message>
  <message>
   <source>colour is one of {values}, mean, or three numbers, not {given}</source>
   <translation>colour ist eines von {values}, mean oder drei Zahlen, nicht {given}</translation>
  </message>
  <message>
   <source>damage is written ID:NAME=VALUE,…, not {given}</source>
   <translation>ein Schaden wird ID:NAME=WERT,… geschrieben, nicht {given}</translation>
  </message>
  <message>
   <source>done</source>
   <translation>fertig</translation>
  </message>
  <message>
   <source>doubtful, left as it was</source>
   <translation>zweifelhaft, unverändert</translation>
  </message>
  <message>
   <source>failed</source>
   <translation>nicht repariert</translation>
  </message>
  <message>
   <source>image {image_range} {colours} {layout}, mask {mask_range} with {mask_hole} = missing, answer {output_range}, sides of {sides} px</source>
   <translation>Bild {image_range} {colours} {layout}, Maske {mask_range} mit {mask_hole} = fehlend, Antwort {output_range}, Seiten von {sides} px</translation>
  </message>
  <message>
   <source>it breaks off</source>
   <translation>sie bricht ab</translation>
  </message>
  <message>
   <source>it cannot be unpacked</source>
   <translation>sie lässt sich nicht entpacken</translation>
  </message>
  <message>
   <source>it crashes what runs it</source>
   <translation>es bringt zum Absturz, was es ausführt</translation>
  </message>
  <message>
   <source>it does not run: {reason}</source>
   <translation>es läuft nicht: {reason}</translation>
  </message>
  <message>
   <source>it does not take an image and a mask: it has {count} of inputs</source>
   <translation>es nimmt nicht ein Bild und eine Maske: Zahl seiner Eingänge: {count}</translation>
  </message>
  <message>
   <source>it has a palette and alpha</source>
   <translation>sie hat eine Palette und Alpha</translation>
  </message>
  <message>
   <source>it has a tensor larger than any network needs</source>
   <translation>es hat einen Tensor, der größer ist, als ein Netz ihn braucht</translation>
  </message>
  <message>
   <source>it has no pages</source>
   <translation>sie hat keine Seiten</translation>
  </message>
  <message>
   <source>it has one page, and page {number} is none</source>
   <translation>sie hat eine Seite, und Seite {number} gibt es nicht</translation>
  </message>
  <message>
   <source>it has {count} pages, and page {number} is none of them</source>
   <translation>sie hat {count} Seiten, und Seite {number} ist keine davon</translation>
  </message>
  <message>
   <source>it holds layers without the flat picture of them</source>
   <translation>sie enthält Ebenen ohne das zusammengefasste Bild</translation>
  </message>
  <message>
   <source>it holds neither LabelMe's shapes nor COCO's annotations</source>
   <translation>sie enthält weder Formen von LabelMe noch Annotationen von COCO</translation>
  </message>
  <message>
   <source>it holds other files than a method has</source>
   <translation>sie enthält andere Dateien als ein Verfahren hat</translation>
  </message>
  <message>
   <source>it holds what a camera's sensor saw, and no finished picture</source>
   <translation>sie enthält, was der Sensor einer Kamera sah, und kein fertiges Bild</translation>
  </message>
  <message>
   <source>it holds {count} images named {photo}</source>
   <translation>sie enthält {count} Bilder namens {photo}</translation>
  </message>
  <message>
   <source>it is a stack of pictures</source>
   <translation>es ist ein Stapel von Bildern</translation>
  </message>
  <message>
   <source>it is cut off, or no ONNX file</source>
   <translation>sie ist abgeschnitten oder keine ONNX-Datei</translation>
  </message>
  <message>
   <source>it is larger than any method</source>
   <translation>sie ist größer als jedes Verfahren</translation>
  </message>
  <message>
   <source>it is larger than {gigabytes} GB</source>
   <translation>sie ist größer als {gigabytes} GB</translation>
  </message>
  <message>
   <source>it is no JSON file</source>
   <translation>sie ist keine JSON-Datei</translation>
  </message>
  <message>
   <source>it is no taught method of version {number}</source>
   <translation>es ist kein angelerntes Verfahren der Version {number}</translation>
  </message>
  <message>
   <source>it is protected by a password</source>
   <translation>sie ist durch ein Passwort geschützt</translation>
  </message>
  <message>
   <source>it lies deeper than any folder that is looked into</source>
   <translation>er liegt tiefer als jeder Ordner, in den geschaut wird</translation>
  </message>
  <message>
   <source>it needs code that is not in it: {operator}</source>
   <translation>es braucht Code, der nicht darin ist: {operator}</translation>
  </message>
  <message>
   <source>it runs for more than {seconds} s</source>
   <translation>es läuft länger als {seconds} s</translation>
  </message>
  <message>
   <source>it takes more than {gigabytes} GB of memory</source>
   <translation>es braucht mehr als {gigabytes} GB Arbeitsspeicher</translation>
  </message>
  <message>
   <source>it takes pictures of {sides} px</source>
   <translation>es nimmt Bilder von {sides} px</translation>
  </message>
  <message>
   <source>it takes pictures that are not square</source>
   <translation>es nimmt Bilder, die nicht quadratisch sind</translation>
  </message>
  <message>
   <source>it takes {count} photos of one size and orientation</source>
   <translation>es braucht {count} Fotos von einer Größe und Ausrichtung</translation>
  </message>
  <message>
   <source>it takes {size} px with its surroundings, {side} are drawn</source>
   <translation>mit seiner Umgebung misst es {size} px, gezeichnet werden {side}</translation>
  </message>
  <message>
   <source>its annotations are damaged</source>
   <translation>ihre Annotationen sind beschädigt</translation>
  </message>
  <message>
   <source>its answer holds values that are no numbers</source>
   <translation>ihre Antwort enthält Werte, die keine Zahlen sind</translation>
  </message>
  <message>
   <source>its answer is not the picture that it was given, with the hole filled</source>
   <translation>seine Antwort ist nicht das Bild, das es bekam, mit gefülltem Loch</translation>
  </message>
  <message>
   <source>its answer is {given}, not N × {wanted}</source>
   <translation>ihre Antwort ist {given}, nicht N × {wanted}</translation>
  </message>
  <message>
   <source>its card cannot be read</source>
   <translation>ihre Karte ist nicht lesbar</translation>
  </message>
  <message>
   <source>its card has no date</source>
   <translation>ihre Karte hat kein Datum</translation>
  </message>
  <message>
   <source>its card has no proper id</source>
   <translation>ihre Karte hat keine gültige Kennung</translation>
  </message>
  <message>
   <source>its card has words where numbers belong</source>
   <translation>ihre Karte hat Wörter, wo Zahlen hingehören</translation>
  </message>
  <message>
   <source>its card lacks words, or has some that cannot be shown</source>
   <translation>ihrer Karte fehlen Wörter, oder sie hat welche, die sich nicht zeigen lassen</translation>
  </message>
  <message>
   <source>its card says {name} {value}</source>
   <translation>in seiner Karte steht {name} {value}</translation>
  </message>
  <message>
   <source>its colours are {kind}</source>
   <translation>ihre Farben sind {kind}</translation>
  </message>
  <message>
   <source>its content is not what it was when it was exported</source>
   <translation>ihr Inhalt ist nicht der, der exportiert wurde</translation>
  </message>
  <message>
   <source>its fourth channel is dark in more than a fifth of the photo, as no infrared is</source>
   <translation>sein vierter Kanal ist auf mehr als einem Fünftel des Fotos dunkel, wie es kein Infrarot ist</translation>
  </message>
  <message>
   <source>its infrared shows the picture itself, as on silver black-and-white film</source>
   <translation>sein Infrarot zeigt das Bild selbst, wie auf Schwarzweißfilm mit Silber</translation>
  </message>
  <message>
   <source>its inputs are not an image of three channels and a mask of one</source>
   <translation>seine Eingänge sind nicht ein Bild mit drei Kanälen und eine Maske mit einem</translation>
  </message>
  <message>
   <source>its links lead in a circle</source>
   <translation>die Verknüpfungen führen im Kreis</translation>
  </message>
  <message>
   <source>its network is none that this Lacuna has</source>
   <translation>ihr Netz ist keines, das dieses Lacuna hat</translation>
  </message>
  <message>
   <source>its palette has more than 256 colours</source>
   <translation>ihre Palette hat mehr als 256 Farben</translation>
  </message>
  <message>
   <source>its pixels are {bits}-bit numbers of another kind</source>
   <translation>ihre Pixel sind {bits}-Bit-Zahlen anderer Art</translation>
  </message>
  <message>
   <source>its weights are in other files, which are not read</source>
   <translation>seine Gewichte liegen in anderen Dateien, die nicht gelesen werden</translation>
  </message>
  <message>
   <source>its {name} is of type {type}</source>
   <translation>sein {name} ist vom Typ {type}</translation>
  </message>
  <message>
   <source>lacuna doctor lists them.</source>
   <translation>lacuna doctor listet sie auf.</translation>
  </message>
  <message>
   <source>lacuna doctor names the packages to install; lacuna repair --help works without.</source>
   <translation>lacuna doctor nennt die Pakete, die zu installieren sind; lacuna repair --help geht ohne sie.</translation>
  </message>
  <message>
   <source>lacuna methods --json lists each method's options.</source>
   <translation>lacuna methods --json listet die Einstellungen jedes Verfahrens auf.</translation>
  </message>
  <message>
   <source>lacuna methods lists them.</source>
   <translation>lacuna methods listet sie auf.</translation>
  </message>
  <message>
   <source>lacuna methods lists them; those that ship stay.</source>
   <translation>lacuna methods zählt sie auf; mitgelieferte bleiben.</translation>
  </message>
  <message>
   <source>lacuna models list names them; methods that ship stay.</source>
   <translation>lacuna models list nennt sie; mitgelieferte Methoden bleiben.</translation>
  </message>
  <message>
   <source>lacuna repair --help works without one.</source>
   <translation>lacuna repair --help geht auch ohne.</translation>
  </message>
  <message>
   <source>layers are written as 16^2,512,512,512,8^2, not {given}</source>
   <translation>Schichten werden als 16^2,512,512,512,8^2 geschrieben, nicht {given}</translation>
  </message>
  <message>
   <source>layers are written of gray and RGB photos, and this one is CMYK</source>
   <translation>Ebenen werden nur von Fotos in Graustufen und RGB geschrieben, und dieses ist CMYK</translation>
  </message>
  <message>
   <source>layout is anywhere or tiled, not {given}</source>
   <translation>layout ist anywhere oder tiled, nicht {given}</translation>
  </message>
  <message>
   <source>mark is tiled, logo or stamp, not {given}</source>
   <translation>mark ist tiled, logo oder stamp, nicht {given}</translation>
  </message>
  <message>
   <source>no folder has such a name</source>
   <translation>kein Ordner heißt so</translation>
  </message>
  <message>
   <source>no scheduler answers at {address}</source>
   <translation>unter {address} antwortet kein Scheduler</translation>
  </message>
  <message>
   <source>not given</source>
   <translation>nicht angegeben</translation>
  </message>
  <message>
   <source>nothing found</source>
   <translation>nichts gefunden</translation>
  </message>
  <message>
   <source>onnxruntime does not read it: {reason}</source>
   <translation>onnxruntime liest es nicht: {reason}</translation>
  </message>
  <message>
   <source>queued</source>
   <translation>wartet</translation>
  </message>
  <message>
   <source>reading it is not allowed</source>
   <translation>Lesen ist dort nicht erlaubt</translation>
  </message>
  <message>
   <source>running</source>
   <translation>in Arbeit</translation>
  </message>
  <message>
   <source>that disk is read-only</source>
   <translation>dieser Datenträger ist schreibgeschützt</translation>
  </message>
  <message>
   <source>the card of {id} does not say what its layers are</source>
   <translation>die Karte von {id} nennt ihre Schichten nicht</translation>
  </message>
  <message>
   <source>the card of {id} does not say what its network is</source>
   <translation>die Karte von {id} nennt ihr Netz nicht</translation>
  </message>
  <message>
   <source>the card of {id} tells of a network that cannot be</source>
   <translation>die Karte von {id} nennt ein Netz, das es nicht geben kann</translation>
  </message>
  <message>
   <source>the card of {id} tells of a network that is too large</source>
   <translation>die Karte von {id} nennt ein Netz, das zu groß ist</translation>
  </message>
  <message>
   <source>the card that was trained is not in order</source>
   <translation>die Karte des Trainings ist nicht in Ordnung</translation>
  </message>
  <message>
   <source>the contract in its card is not complete</source>
   <translation>die Angaben in seiner Karte sind nicht vollständig</translation>
  </message>
  <message>
   <source>the disk is full</source>
   <translation>der Datenträger ist voll</translation>
  </message>
  <message>
   <source>the filler another_print needs other photos</source>
   <translation>die Füllung another_print braucht andere Fotos</translation>
  </message>
  <message>
   <source>the filler natural needs other photos</source>
   <translation>die Füllung natural braucht andere Fotos</translation>
  </message>
  <message>
   <source>the filler natural needs photos of the other half; add photos</source>
   <translation>die Füllung natural braucht Fotos der anderen Hälfte; fügen Sie Fotos hinzu</translation>
  </message>
  <message>
   <source>the folder is gone</source>
   <translation>der Ordner ist weg</translation>
  </message>
  <message>
   <source>the journal in {path}</source>
   <translation>das Journal in {path}</translation>
  </message>
  <message>
   <source>the link leads nowhere</source>
   <translation>die Verknüpfung führt nirgendwohin</translation>
  </message>
  <message>
   <source>the mask is {mask}, smaller than the photo</source>
   <translation>die Maske misst {mask}, kleiner als das Foto</translation>
  </message>
  <message>
   <source>the mask is {mask}, the photo {photo}</source>
   <translation>die Maske misst {mask}, das Foto {photo}</translation>
  </message>
  <message>
   <source>the name is too long for this disk</source>
   <translation>der Name ist zu lang für diesen Datenträger</translation>
  </message>
  <message>
   <source>the name pattern {pattern} needs {name}, and takes but {format} beside it</source>
   <translation>das Namensmuster {pattern} braucht {name} und nimmt daneben nur {format} an</translation>
  </message>
  <message>
   <source>the photos differ everywhere</source>
   <translation>die Fotos unterscheiden sich überall</translation>
  </message>
  <message>
   <source>the photos lie inside {path}</source>
   <translation>die Fotos liegen in {path}</translation>
  </message>
  <message>
   <source>the place of the mask is given in %, from 0 to 100, and its width is more than 0</source>
   <translation>der Platz der Maske steht in %, von 0 bis 100, und ihre Breite ist größer als 0</translation>
  </message>
  <message>
   <source>the sensitivity goes from 0 to 1, and {given} does not</source>
   <translation>die Empfindlichkeit reicht von 0 bis 1, {given} liegt nicht darin</translation>
  </message>
  <message>
   <source>the sides in its card do not fit together</source>
   <translation>die Seiten in seiner Karte passen nicht zusammen</translation>
  </message>
  <message>
   <source>there is no folder {path}</source>
   <translation>es gibt keinen Ordner {path}</translation>
  </message>
  <message>
   <source>there is no font {name}; there are: {known}</source>
   <translation>es gibt keine Schrift {name}; es gibt: {known}</translation>
  </message>
  <message>
   <source>there is no option {option}; there are: {known}</source>
   <translation>es gibt keine Option {option}; es gibt: {known}</translation>
  </message>
  <message>
   <source>there is no parameter {name} in any of this recipe's damages</source>
   <translation>kein Schaden dieses Rezepts hat einen Parameter {name}</translation>
  </message>
  <message>
   <source>there is no parameter {name}; there are: {known}</source>
   <translation>es gibt keinen Parameter {name}; es gibt: {known}</translation>
  </message>
  <message>
   <source>there is no way to blend called {name}</source>
   <translation>es gibt keine Art des Einfügens namens {name}</translation>
  </message>
  <message>
   <source>there is no {device} here</source>
   <translation>hier gibt es kein {device}</translation>
  </message>
  <message>
   <source>there is no {role} {name}; there are: {known}</source>
   <translation>es gibt kein {role} {name}; es gibt: {known}</translation>
  </message>
  <message>
   <source>there is not enough memory</source>
   <translation>der Arbeitsspeicher reicht nicht</translation>
  </message>
  <message>
   <source>this damage needs a mask: file=MASK.png</source>
   <translation>dieser Schaden braucht eine Maske: file=MASKE.png</translation>
  </message>
  <message>
   <source>this damage needs a picture: file=LOGO.png</source>
   <translation>dieser Schaden braucht ein Bild: file=LOGO.png</translation>
  </message>
  <message>
   <source>this process may use {limit} MB, and {needed} MB more than the {used} MB in use are needed</source>
   <translation>dieser Prozess darf {limit} MB benutzen, und nötig sind {needed} MB mehr als die {used} MB, die er benutzt</translation>
  </message>
  <message>
   <source>version {number}</source>
   <translation>Version {number}</translation>
  </message>
  <message>
   <source>white</source>
   <translation>weiß</translation>
  </message>
  <message>
   <source>writing there is not allowed</source>
   <translation>dort darf nicht geschrieben werden</translation>
  </message>
  <message>
   <source>your share of the disk is used up</source>
   <translation>Ihr Anteil am Datenträger ist aufgebraucht</translation>
  </message>
  <message>
   <source>{address} has had no worker for {seconds} s</source>
   <translation>{address} hat seit {seconds} s keinen Rechner</translation>
  </message>
  <message>
   <source>{device} is none of {known}</source>
   <translation>{device} ist keines von {known}</translation>
  </message>
  <message>
   <source>{error}, and no log could be written</source>
   <translation>{error}, und es ließ sich kein Protokoll schreiben</translation>
  </message>
  <message>
   <source>{error}, see {path}</source>
   <translation>{error}, siehe {path}</translation>
  </message>
  <message>
   <source>{format} cannot be written</source>
   <translation>{format} lässt sich nicht schreiben</translation>
  </message>
  <message>
   <source>{format} cannot say that the colours are {colours}: they will look wrong.</source>
   <translation>{format} kann nicht sagen, dass die Farben {colours} sind: Sie werden falsch aussehen.</translation>
  </message>
  <message>
   <source>{format} holds at most {side} pixels a side</source>
   <translation>{format} fasst höchstens {side} Pixel je Seite</translation>
  </message>
  <message>
   <source>{format} holds no CMYK: saved as sRGB.</source>
   <translation>{format} fasst kein CMYK: als sRGB gespeichert.</translation>
  </message>
  <message>
   <source>{format} holds no layers; OpenRaster (.ora) and TIFF do</source>
   <translation>{format} kennt keine Ebenen; OpenRaster (.ora) und TIFF schon</translation>
  </message>
  <message>
   <source>{format} holds no transparency: laid on white.</source>
   <translation>{format} fasst keine Transparenz: auf Weiß gelegt.</translation>
  </message>
  <message>
   <source>{format} holds no {lost}.</source>
   <translation>{format} fasst dies nicht: {lost}.</translation>
  </message>
  <message>
   <source>{format} holds {bits} bits a channel: the finer steps are gone.</source>
   <translation>{format} nimmt {bits} Bit je Kanal auf: Die feineren Stufen gehen verloren.</translation>
  </message>
  <message>
   <source>{format} is always encoded as a whole, which moves pixels outside the mask a little. The file has {after} MB, and had {before} MB.</source>
   <translation>{format} wird immer als Ganzes kodiert, was Pixelwerte außerhalb der Maske ein wenig verschiebt. Die Datei hat {after} MB und hatte {before} MB.</translation>
  </message>
  <message>
   <source>{format} is encoded as a whole, in about {seconds} s: pixels outside the mask move a little, and the file stays near its {before} MB. PNG and TIFF keep every pixel.</source>
   <translation>{format} wird als Ganzes kodiert, in etwa {seconds} s: Pixelwerte außerhalb der Maske verschieben sich ein wenig, und die Datei bleibt bei ungefähr {before} MB. PNG und TIFF bewahren jedes Pixel.</translation>
  </message>
  <message>
   <source>{format} is encoded as a whole, in about {seconds} s: pixels outside the mask move a little. PNG and TIFF keep every pixel.</source>
   <translation>{format} wird als Ganzes kodiert, in etwa {seconds} s: Pixelwerte außerhalb der Maske verschieben sich ein wenig. PNG und TIFF bewahren jedes Pixel.</translation>
  </message>
  <message>
   <source>{given} is no JSON</source>
   <translation>{given} ist kein JSON</translation>
  </message>
  <message>
   <source>{id} has no {layer}; it has {known}</source>
   <translation>{id} hat kein {layer}; es hat {known}</translation>
  </message>
  <message>
   <source>{id}; there are: {known}</source>
   <translation>{id}; es gibt: {known}</translation>
  </message>
  <message>
   <source>{kind} needs {option}=…</source>
   <translation>{kind} braucht {option}=…</translation>
  </message>
  <message>
   <source>{kind}; {detector} tells apart: {known}</source>
   <translation>{kind}; {detector} unterscheidet: {known}</translation>
  </message>
  <message>
   <source>{layers} has a layer without units</source>
   <translation>{layers} hat eine Schicht ohne Einheiten</translation>
  </message>
  <message>
   <source>{layers}: the patch seen is larger than the one answered, by an even number of px</source>
   <translation>{layers}: der betrachtete Ausschnitt ist um eine gerade Zahl von px größer als der beantwortete</translation>
  </message>
  <message>
   <source>{machine} has {others}</source>
   <translation>{machine} hat {others}</translation>
  </message>
  <message>
   <source>{method} makes no use of the guide {guide}.</source>
   <translation>{method} verwendet die Vorgabe {guide} nicht.</translation>
  </message>
  <message>
   <source>{method} stopped with {error}</source>
   <translation>{method} brach ab mit {error}</translation>
  </message>
  <message>
   <source>{name} and its card</source>
   <translation>{name} und ihre Karte</translation>
  </message>
  <message>
   <source>{name} cannot be read</source>
   <translation>{name} ist nicht lesbar</translation>
  </message>
  <message>
   <source>{name} does not fit into memory</source>
   <translation>{name} passt nicht in den Speicher</translation>
  </message>
  <message>
   <source>{name} does not fit this version of Lacuna</source>
   <translation>{name} passt nicht zu dieser Version von Lacuna</translation>
  </message>
  <message>
   <source>{name} has no proper id or date</source>
   <translation>{name} hat keine gültige Kennung oder kein gültiges Datum</translation>
  </message>
  <message>
   <source>{name} has no proper title</source>
   <translation>{name} hat keinen gültigen Titel</translation>
  </message>
  <message>
   <source>{name} has no suffix of a format that can be written ({known})</source>
   <translation>{name} hat keine Endung eines Formats, das sich schreiben lässt ({known})</translation>
  </message>
  <message>
   <source>{name} has other pages, and another program has changed it since</source>
   <translation>{name} hat weitere Seiten, und ein anderes Programm hat die Datei seitdem geändert</translation>
  </message>
  <message>
   <source>{name} holds no picture that Lacuna knows, whatever its name says</source>
   <translation>{name} enthält kein Bild, das Lacuna kennt, wie auch immer die Datei heißt</translation>
  </message>
  <message>
   <source>{name} holds no value from {least}: its largest is {largest}</source>
   <translation>{name} enthält keinen Wert ab {least}: Der größte ist {largest}</translation>
  </message>
  <message>
   <source>{name} is a camera's RAW file</source>
   <translation>{name} ist die RAW-Datei einer Kamera</translation>
  </message>
  <message>
   <source>{name} is a folder</source>
   <translation>{name} ist ein Ordner</translation>
  </message>
  <message>
   <source>{name} is empty</source>
   <translation>{name} ist leer</translation>
  </message>
  <message>
   <source>{name} is larger than {side} px</source>
   <translation>{name} ist größer als {side} px</translation>
  </message>
  <message>
   <source>{name} is no card of version {number}</source>
   <translation>{name} ist keine Karte der Version {number}</translation>
  </message>
  <message>
   <source>{name} is no photo that Lacuna knows</source>
   <translation>{name} ist kein Foto, das Lacuna kennt</translation>
  </message>
  <message>
   <source>{name} is not a file</source>
   <translation>{name} ist keine Datei</translation>
  </message>
  <message>
   <source>{name} is not the file its card describes</source>
   <translation>{name} ist nicht die Datei, die ihre Karte beschreibt</translation>
  </message>
  <message>
   <source>{name} is one of {values}, not {given}</source>
   <translation>{name} ist eines von {values}, nicht {given}</translation>
  </message>
  <message>
   <source>{name} is {mask}, the photo {photo}</source>
   <translation>{name} misst {mask}, das Foto {photo}</translation>
  </message>
  <message>
   <source>{name} lacks words, or has some that cannot be shown</source>
   <translation>{name} fehlen Wörter, oder manche lassen sich nicht zeigen</translation>
  </message>
  <message>
   <source>{name}: {cause}</source>
   <translation>{name}: {cause}</translation>
  </message>
  <message>
   <source>{option} goes from {low} to {high}, not {given}</source>
   <translation>{option} reicht von {low} bis {high}, nicht {given}</translation>
  </message>
  <message>
   <source>{option} is on or off, not {given}</source>
   <translation>{option} ist an oder aus, nicht {given}</translation>
  </message>
  <message>
   <source>{option} is one of {values}, not {given}</source>
   <translation>{option} ist eines von {values}, nicht {given}</translation>
  </message>
  <message>
   <source>{option} takes a number, not {given}</source>
   <translation>{option} nimmt eine Zahl, nicht {given}</translation>
  </message>
  <message>
   <source>{path} cannot be written ({reason})</source>
   <translation>{path} lässt sich nicht schreiben ({reason})</translation>
  </message>
  <message>
   <source>{path} exists and is no report of a batch</source>
   <translation>{path} gibt es schon, und es ist kein Bericht eines Laufs</translation>
  </message>
  <message>
   <source>{path} holds the photos and the masks at once</source>
   <translation>{path} enthält Fotos und Masken zugleich</translation>
  </message>
  <message>
   <source>{path} is a file</source>
   <translation>{path} ist eine Datei</translation>
  </message>
  <message>
   <source>{path} is damaged</source>
   <translation>{path} ist beschädigt</translation>
  </message>
  <message>
   <source>{path} is the folder of the photos itself</source>
   <translation>{path} ist der Ordner der Fotos selbst</translation>
  </message>
  <message>
   <source>{path} leads out of {out}</source>
   <translation>{path} führt aus {out} hinaus</translation>
  </message>
  <message>
   <source>{path} on {machine}</source>
   <translation>{path} auf {machine}</translation>
  </message>
  <message>
   <source>{pattern} is no name pattern: it takes {name} and {format}</source>
   <translation>{pattern} ist kein Namensmuster: es nimmt {name} und {format} an</translation>
  </message>
  <message>
   <source>{pattern} is no name that every disk can hold</source>
   <translation>{pattern} ist kein Name, den jede Festplatte aufnimmt</translation>
  </message>
  <message>
   <source>{size} pixels do not fit into this machine's free memory</source>
   <translation>{size} Pixel passen nicht in den freien Speicher dieses Rechners</translation>
  </message>
  <message>
   <source>{subject} ({reason})</source>
   <translation>{subject} ({reason})</translation>
  </message>
 </context>
 <context>
  <name>ExternalEdit</name>
  <message>
   <source>&amp;Done</source>
   <translation>&amp;Fertig</translation>
  </message>
  <message>
   <source>Back to the other program; the file stays as it is</source>
   <translation>Zurück zum anderen Programm; die Datei bleibt, wie sie ist</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Done</source>
   <translation>Fertig</translation>
  </message>
  <message>
   <source>Done writes the photo to its file; Cancel leaves the file as it is.</source>
   <translation>„Fertig“ schreibt das Foto in seine Datei; „Abbrechen“ lässt die Datei, wie sie ist.</translation>
  </message>
  <message>
   <source>It holds more than Lacuna can write. Save the repaired photo under another name.</source>
   <translation>Sie enthält mehr, als Lacuna schreiben kann. Speichern Sie das reparierte Foto unter einem anderen Namen.</translation>
  </message>
  <message>
   <source>Save as…</source>
   <translation>Speichern unter …</translation>
  </message>
  <message>
   <source>This file cannot be written back</source>
   <translation>In diese Datei kann nicht zurückgeschrieben werden</translation>
  </message>
  <message>
   <source>Write the photo to its file, and back to the other program</source>
   <translation>Das Foto in seine Datei schreiben und zurück zum anderen Programm</translation>
  </message>
 </context>
 <context>
  <name>File</name>
  <message>
   <source>&amp;Close photo</source>
   <translation>Foto s&amp;chließen</translation>
  </message>
  <message>
   <source>&amp;File</source>
   <translation>&amp;Datei</translation>
  </message>
  <message>
   <source>&amp;Next page or photo of the folder</source>
   <translation>&amp;Nächste Seite oder nächstes Foto des Ordners</translation>
  </message>
  <message>
   <source>&amp;Open…</source>
   <translation>Ö&amp;ffnen …</translation>
  </message>
  <message>
   <source>&amp;Previous page or photo of the folder</source>
   <translation>&amp;Vorherige Seite oder vorheriges Foto des Ordners</translation>
  </message>
  <message>
   <source>&amp;Print…</source>
   <translation>&amp;Drucken …</translation>
  </message>
  <message>
   <source>&amp;Quit</source>
   <translation>&amp;Beenden</translation>
  </message>
  <message>
   <source>&amp;Save</source>
   <translation>&amp;Speichern</translation>
  </message>
  <message>
   <source>Forget these</source>
   <translation>Diese vergessen</translation>
  </message>
  <message>
   <source>Many photos at once, in a window of its own</source>
   <translation>Viele Fotos auf einmal, in einem eigenen Fenster</translation>
  </message>
  <message>
   <source>Open &amp;recent</source>
   <translation>Zuletzt &amp;geöffnet</translation>
  </message>
  <message>
   <source>OpenRaster or TIFF: the photo as opened, and the repair over it</source>
   <translation>OpenRaster oder TIFF: das Foto, wie es geöffnet wurde, und die Reparatur darüber</translation>
  </message>
  <message>
   <source>Preparing to print</source>
   <translation>Druck wird vorbereitet</translation>
  </message>
  <message>
   <source>Repair a &amp;folder…</source>
   <translation>&amp;Ordner reparieren…</translation>
  </message>
  <message>
   <source>Save &amp;as…</source>
   <translation>Speichern &amp;unter …</translation>
  </message>
  <message>
   <source>Save a cop&amp;y…</source>
   <translation>&amp;Kopie speichern …</translation>
  </message>
  <message>
   <source>Save the repair as a &amp;layer…</source>
   <translation>Die Reparatur als &amp;Ebene speichern…</translation>
  </message>
  <message>
   <source>Se&amp;ttings…</source>
   <translation>&amp;Einstellungen …</translation>
  </message>
  <message>
   <source>The photo could not be printed</source>
   <translation>Das Foto konnte nicht gedruckt werden</translation>
  </message>
  <message>
   <source>The printer does not answer, or the file cannot be written there.</source>
   <translation>Der Drucker antwortet nicht, oder die Datei kann dort nicht geschrieben werden.</translation>
  </message>
  <message>
   <source>To another file, while this one stays open as it is</source>
   <translation>In eine andere Datei; geöffnet bleibt diese, so wie sie ist</translation>
  </message>
  <message>
   <source>Under another name; the photo as opened stays</source>
   <translation>Unter anderem Namen; das geöffnete Foto bleibt</translation>
  </message>
 </context>
 <context>
  <name>Files</name>
  <message>
   <source>Another program waits for this photo: end that first</source>
   <translation>Ein anderes Programm wartet auf dieses Foto: Beenden Sie das zuerst</translation>
  </message>
  <message>
   <source>Getting unsaved work back</source>
   <translation>Nicht gespeicherte Arbeit zurückholen</translation>
  </message>
  <message>
   <source>Nothing outside the mask changed before encoding; the encoding itself moves pixels a little. PNG and TIFF keep every pixel.</source>
   <translation>Vor der Kodierung hat sich außerhalb der Maske nichts geändert; die Kodierung selbst verschiebt Pixelwerte ein wenig. PNG und TIFF bewahren jedes Pixel.</translation>
  </message>
  <message>
   <source>Open another photo…</source>
   <translation>Anderes Foto öffnen …</translation>
  </message>
  <message>
   <source>Opening {name}</source>
   <translation>{name} wird geöffnet</translation>
  </message>
  <message>
   <source>Pasted picture</source>
   <translation>Eingefügtes Bild</translation>
  </message>
  <message>
   <source>Sample photo</source>
   <translation>Beispielfoto</translation>
  </message>
  <message>
   <source>Save as PNG…</source>
   <translation>Als PNG speichern …</translation>
  </message>
  <message>
   <source>Save as…</source>
   <translation>Speichern unter …</translation>
  </message>
  <message>
   <source>Saved {name}</source>
   <translation>{name} gespeichert</translation>
  </message>
  <message>
   <source>Saving {name}</source>
   <translation>{name} wird gespeichert</translation>
  </message>
  <message>
   <source>The folder of this photo is gone, or cannot be read</source>
   <translation>Der Ordner dieses Fotos fehlt oder ist nicht lesbar</translation>
  </message>
  <message>
   <source>The layers need a file beside the photo: choose another name</source>
   <translation>Die Ebenen brauchen eine Datei neben dem Foto: Wählen Sie einen anderen Namen</translation>
  </message>
  <message>
   <source>There is no photo in this folder</source>
   <translation>In diesem Ordner ist kein Foto</translation>
  </message>
  <message>
   <source>This folder cannot be read</source>
   <translation>Dieser Ordner kann nicht gelesen werden</translation>
  </message>
  <message>
   <source>This is the first photo of its folder</source>
   <translation>Das ist das erste Foto des Ordners</translation>
  </message>
  <message>
   <source>This is the last photo of its folder</source>
   <translation>Das ist das letzte Foto des Ordners</translation>
  </message>
  <message>
   <source>Try again</source>
   <translation>Noch einmal versuchen</translation>
  </message>
  <message>
   <source>What is tinted is not filled yet. Choose Remove to fill it, then save again.</source>
   <translation>Das Getönte ist noch nicht gefüllt. Füllen Sie es mit Entfernen und speichern Sie dann noch einmal.</translation>
  </message>
  <message>
   <source>{name}, page {page}</source>
   <translation>{name}, Seite {page}</translation>
  </message>
 </context>
 <context>
  <name>Filmstrip</name>
  <message>
   <source>Photos of the folder</source>
   <translation>Fotos des Ordners</translation>
  </message>
  <message>
   <source>{name}, repaired</source>
   <translation>{name}, repariert</translation>
  </message>
 </context>
 <context>
  <name>Find</name>
  <message>
   <source>, {unsure} unsure</source>
   <translation>, {unsure} unsicher</translation>
  </message>
  <message>
   <source>1 doubtful find was left</source>
   <translation>1 zweifelhafter Fund blieb</translation>
  </message>
  <message>
   <source>1 find</source>
   <translation>1 Fund</translation>
  </message>
  <message>
   <source>1 find did not visibly change</source>
   <translation>1 Fund hat sich nicht sichtbar geändert</translation>
  </message>
  <message>
   <source>1 find filled</source>
   <translation>1 Fund gefüllt</translation>
  </message>
  <message>
   <source>1 unsure find</source>
   <translation>1 unsicherer Fund</translation>
  </message>
  <message>
   <source>A higher sensitivity finds fainter damage.</source>
   <translation>Höhere Empfindlichkeit findet schwächere Schäden.</translation>
  </message>
  <message>
   <source>About the detector</source>
   <translation>Über den Detektor</translation>
  </message>
  <message>
   <source>Anything</source>
   <translation>Alles</translation>
  </message>
  <message>
   <source>Click a find to leave it as it is.</source>
   <translation>Ein Klick auf einen Fund lässt ihn, wie er ist.</translation>
  </message>
  <message>
   <source>Click a find to leave it, a dashed one to repair it too.</source>
   <translation>Ein Klick lässt einen Fund, wie er ist; einen gestrichelten nimmt er dazu.</translation>
  </message>
  <message>
   <source>Click to leave it as it is</source>
   <translation>Klicken lässt ihn, wie er ist</translation>
  </message>
  <message>
   <source>Click to repair it too</source>
   <translation>Klicken repariert auch ihn</translation>
  </message>
  <message>
   <source>Damage that nobody marked: text, scratches, dust, graffiti, drops.</source>
   <translation>Schäden, die niemand markiert hat: Schrift, Kratzer, Staub, Graffiti, Tropfen.</translation>
  </message>
  <message>
   <source>Detector</source>
   <translation>Detektor</translation>
  </message>
  <message>
   <source>Find</source>
   <translation>Suchen</translation>
  </message>
  <message>
   <source>How well it finds damage (F1; 1: all of it and nothing else)</source>
   <translation>Wie gut er Schäden findet (F1; 1: alle und nichts sonst)</translation>
  </message>
  <message>
   <source>Kind</source>
   <translation>Art</translation>
  </message>
  <message>
   <source>Look closer</source>
   <translation>Genauer suchen</translation>
  </message>
  <message>
   <source>Looking for damage</source>
   <translation>Schäden werden gesucht</translation>
  </message>
  <message>
   <source>Marking the finds</source>
   <translation>Funde werden markiert</translation>
  </message>
  <message>
   <source>Nothing found</source>
   <translation>Nichts gefunden</translation>
  </message>
  <message>
   <source>Nothing is left to repair</source>
   <translation>Es bleibt nichts zu reparieren</translation>
  </message>
  <message>
   <source>Nothing sure was found</source>
   <translation>Es wurde nichts Sicheres gefunden</translation>
  </message>
  <message>
   <source>Pick all</source>
   <translation>Alle dazunehmen</translation>
  </message>
  <message>
   <source>Repair all the same</source>
   <translation>Trotzdem reparieren</translation>
  </message>
  <message>
   <source>Seen: drawn as it learnt it. Unseen: drawn in ways it never met. {n} photos each.</source>
   <translation>Gelernt: gezeichnet, wie er es lernte. Neu: auf Arten gezeichnet, die er nie sah. Je {n} Fotos.</translation>
  </message>
  <message>
   <source>That is much. Look at what is marked before it is filled.</source>
   <translation>Das ist viel. Sehen Sie an, was markiert ist, bevor es gefüllt wird.</translation>
  </message>
  <message>
   <source>The damage to look for</source>
   <translation>Der Schaden, der gesucht wird</translation>
  </message>
  <message>
   <source>The photo is as it was. What should go can also be painted over.</source>
   <translation>Das Foto ist, wie es war. Was weg soll, lässt sich auch übermalen.</translation>
  </message>
  <message>
   <source>This build was not measured.</source>
   <translation>Dieser Stand wurde nicht gemessen.</translation>
  </message>
  <message>
   <source>What is outlined with dashes is repaired once you click it.</source>
   <translation>Was gestrichelt umrandet ist, wird nach einem Klick repariert.</translation>
  </message>
  <message>
   <source>What it finds, how it was trained, and how well it does</source>
   <translation>Was er findet, wie er trainiert wurde und wie gut er ist</translation>
  </message>
  <message>
   <source>What looks for it</source>
   <translation>Was danach sucht</translation>
  </message>
  <message>
   <source>seen</source>
   <translation>gelernt</translation>
  </message>
  <message>
   <source>unseen</source>
   <translation>neu</translation>
  </message>
  <message>
   <source>{all} finds</source>
   <translation>{all} Funde</translation>
  </message>
  <message>
   <source>{chosen} of {all} finds</source>
   <translation>{chosen} von {all} Funden</translation>
  </message>
  <message>
   <source>{kind}, doubtful by its size, shape or surroundings</source>
   <translation>{kind}, fraglich nach Größe, Form oder Umgebung</translation>
  </message>
  <message>
   <source>{kind}, {sure} % sure</source>
   <translation>{kind}, {sure} % sicher</translation>
  </message>
  <message>
   <source>{n} doubtful finds were left</source>
   <translation>{n} zweifelhafte Funde blieben</translation>
  </message>
  <message>
   <source>{n} finds did not visibly change</source>
   <translation>{n} Funde haben sich nicht sichtbar geändert</translation>
  </message>
  <message>
   <source>{n} finds filled</source>
   <translation>{n} Funde gefüllt</translation>
  </message>
  <message>
   <source>{n} kinds</source>
   <translation>{n} Arten</translation>
  </message>
  <message>
   <source>{percent} % of the photo looks damaged</source>
   <translation>{percent} % des Fotos sehen beschädigt aus</translation>
  </message>
  <message>
   <source>{unsure} unsure finds</source>
   <translation>{unsure} unsichere Funde</translation>
  </message>
 </context>
 <context>
  <name>Gestures</name>
  <message>
   <source>A straight line</source>
   <translation>Eine gerade Linie</translation>
  </message>
  <message>
   <source>Alt and click, or right button</source>
   <translation>Alt und Klick, oder rechte Taste</translation>
  </message>
  <message>
   <source>Alt and drag, or right button</source>
   <translation>Alt und ziehen, oder rechte Taste</translation>
  </message>
  <message>
   <source>Alt and wheel</source>
   <translation>Alt und Mausrad</translation>
  </message>
  <message>
   <source>Backspace</source>
   <translation>Rücktaste</translation>
  </message>
  <message>
   <source>Brush size</source>
   <translation>Pinselgröße</translation>
  </message>
  <message>
   <source>Cancel what runs, else the stroke</source>
   <translation>Abbrechen, was läuft, sonst den Strich</translation>
  </message>
  <message>
   <source>Click along it, then Enter</source>
   <translation>Daran entlang klicken, dann Eingabe</translation>
  </message>
  <message>
   <source>Drop or paste it</source>
   <translation>Ablegen oder einfügen</translation>
  </message>
  <message>
   <source>Enter</source>
   <translation>Eingabe</translation>
  </message>
  <message>
   <source>Erase the mask, or lines</source>
   <translation>Maske oder Linien löschen</translation>
  </message>
  <message>
   <source>Esc</source>
   <translation>Esc</translation>
  </message>
  <message>
   <source>Finish a shape</source>
   <translation>Form abschließen</translation>
  </message>
  <message>
   <source>Follow a wire, hair or scratch with the line tool</source>
   <translation>Mit dem Linienwerkzeug einem Draht, Haar oder Kratzer folgen</translation>
  </message>
  <message>
   <source>Hold \</source>
   <translation>\ halten</translation>
  </message>
  <message>
   <source>Mouse wheel, or pinch</source>
   <translation>Mausrad, oder zwei Finger spreizen</translation>
  </message>
  <message>
   <source>Move the view</source>
   <translation>Ansicht verschieben</translation>
  </message>
  <message>
   <source>Open a photo</source>
   <translation>Foto öffnen</translation>
  </message>
  <message>
   <source>See the original</source>
   <translation>Original ansehen</translation>
  </message>
  <message>
   <source>Set where the clone stamp and the healing brush copy from</source>
   <translation>Festlegen, woher Kopierstempel und Reparaturpinsel kopieren</translation>
  </message>
  <message>
   <source>Shift and click</source>
   <translation>Umschalt und klicken</translation>
  </message>
  <message>
   <source>Space and drag, middle button, or two fingers</source>
   <translation>Leertaste und ziehen, Mitteltaste, zwei Finger</translation>
  </message>
  <message>
   <source>Take the last corner or click back</source>
   <translation>Die letzte Ecke oder den letzten Klick zurücknehmen</translation>
  </message>
  <message>
   <source>Zoom at the cursor</source>
   <translation>Am Zeiger zoomen</translation>
  </message>
 </context>
 <context>
  <name>Help</name>
  <message>
   <source>&amp;About Lacuna</source>
   <translation>Ü&amp;ber Lacuna</translation>
  </message>
  <message>
   <source>&amp;Help</source>
   <translation>&amp;Hilfe</translation>
  </message>
  <message>
   <source>&amp;Keyboard shortcuts</source>
   <translation>&amp;Tastenkürzel</translation>
  </message>
  <message>
   <source>About Lacuna</source>
   <translation>Über Lacuna</translation>
  </message>
  <message>
   <source>Repairs photos on this machine alone; nothing is sent anywhere. The code is under the MIT licence, the data of the networks under LICENSE-WEIGHTS. Icons: Lucide (ISC). Sample photos: a lawn and SpaceX's Falcon 9 (CC0), Eileen Collins (NASA, public domain).</source>
   <translation>Repariert Fotos allein auf diesem Rechner; nichts wird irgendwohin gesendet. Der Code steht unter der MIT-Lizenz, die Daten der Netze unter LICENSE-WEIGHTS. Symbole: Lucide (ISC). Beispielfotos: ein Rasen und die Falcon 9 von SpaceX (CC0), Eileen Collins (NASA, gemeinfrei).</translation>
  </message>
 </context>
 <context>
  <name>History</name>
  <message>
   <source>Delete</source>
   <translation>Löschen</translation>
  </message>
  <message>
   <source>Delete one, or allow more memory for undo in the settings: both share it.</source>
   <translation>Löschen Sie einen, oder erlauben Sie in den Einstellungen mehr Speicher für das Rückgängigmachen: Beide teilen ihn sich.</translation>
  </message>
  <message>
   <source>Go back to it</source>
   <translation>Zu ihm zurückkehren</translation>
  </message>
  <message>
   <source>Opened</source>
   <translation>Geöffnet</translation>
  </message>
  <message>
   <source>Rename</source>
   <translation>Umbenennen</translation>
  </message>
  <message>
   <source>Snapshot {number}</source>
   <translation>Schnappschuss {number}</translation>
  </message>
  <message>
   <source>Snapshot: click to go back to it, F2 to rename it</source>
   <translation>Schnappschuss: Klick kehrt zu ihm zurück, F2 benennt ihn um</translation>
  </message>
  <message>
   <source>Snapshots and steps, the newest last</source>
   <translation>Schnappschüsse und Schritte, der neueste zuletzt</translation>
  </message>
  <message>
   <source>Taking a snapshot</source>
   <translation>Schnappschuss wird gemacht</translation>
  </message>
  <message>
   <source>There is no room for another snapshot</source>
   <translation>Für einen weiteren Schnappschuss ist kein Platz</translation>
  </message>
 </context>
 <context>
  <name>How</name>
  <message>
   <source>A pair is one unit, the strongest first: left what it wants to see in the pixels, right in the mask. Light counts for it, dark against it, middle grey not at all.</source>
   <translation>Ein Paar ist eine Einheit, die stärkste zuerst: links, was sie in den Pixeln sehen will, rechts in der Maske. Helles spricht dafür, Dunkles dagegen, mittleres Grau zählt nicht.</translation>
  </message>
  <message>
   <source>A tile is one unit, the strongest first: what it wants to see in the pixels. Light counts for it, dark against it, middle grey not at all.</source>
   <translation>Eine Kachel ist eine Einheit, die stärkste zuerst: was sie in den Pixeln sehen will. Helles spricht dafür, Dunkles dagegen, mittleres Grau zählt nicht.</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Eight units of the last layer. Above, the pattern that excites the unit most while a letter (red) covers it; below, what it then adds to the answer inside the green frame. A feature that goes on outside the letter is known by its visible part.</source>
   <translation>Acht Einheiten der letzten Schicht. Oben das Muster, das die Einheit am stärksten erregt, während ein Buchstabe (rot) es verdeckt; unten, was sie dann zur Antwort im grünen Rahmen beiträgt. Was sich außerhalb des Buchstabens fortsetzt, wird an seinem sichtbaren Teil erkannt.</translation>
  </message>
  <message>
   <source>Eight units of the last layer. Above, the pattern that excites the unit most; below, what it then adds to the answer inside the green frame.</source>
   <translation>Acht Einheiten der letzten Schicht. Oben das Muster, das die Einheit am stärksten erregt; unten, was sie dann zur Antwort im grünen Rahmen beiträgt.</translation>
  </message>
  <message>
   <source>How it works…</source>
   <translation>Wie es arbeitet …</translation>
  </message>
  <message>
   <source>How {name} works</source>
   <translation>Wie {name} arbeitet</translation>
  </message>
  <message>
   <source>Looking into the network</source>
   <translation>Ein Blick in das Netz</translation>
  </message>
  <message>
   <source>Network</source>
   <translation>Netz</translation>
  </message>
  <message>
   <source>Progress</source>
   <translation>Fortschritt</translation>
  </message>
  <message>
   <source>Recognised pattern</source>
   <translation>Erkanntes Muster</translation>
  </message>
  <message>
   <source>Show all {count}</source>
   <translation>Alle {count} zeigen</translation>
  </message>
  <message>
   <source>Stopped.</source>
   <translation>Abgebrochen.</translation>
  </message>
  <message>
   <source>This network looks at a patch of {inner} × {inner} pixels and at the mask in it, and answers the {outer} × {outer} pixels in its middle. It does so all along the damage; where answers overlap, their mean is taken.</source>
   <translation>Dieses Netz betrachtet einen Ausschnitt von {inner} × {inner} Pixeln mit der Maske darin und antwortet mit den {outer} × {outer} Pixeln in seiner Mitte. So geht es den ganzen Schaden entlang; wo Antworten sich überlappen, gilt ihr Mittel.</translation>
  </message>
  <message>
   <source>This network looks at a patch of {inner} × {inner} pixels, without a mask, and answers the {outer} × {outer} pixels in its middle. It does so all over the photo; where answers overlap, their mean is taken.</source>
   <translation>Dieses Netz betrachtet einen Ausschnitt von {inner} × {inner} Pixeln ohne Maske und antwortet mit den {outer} × {outer} Pixeln in seiner Mitte. So geht es über das ganze Foto; wo Antworten sich überlappen, gilt ihr Mittel.</translation>
  </message>
  <message>
   <source>Trained on: {damage}</source>
   <translation>Trainiert mit: {damage}</translation>
  </message>
  <message>
   <source>Try again</source>
   <translation>Noch einmal</translation>
  </message>
  <message>
   <source>Units in its layers: {layers}</source>
   <translation>Einheiten seiner Schichten: {layers}</translation>
  </message>
  <message>
   <source>What is played back</source>
   <translation>Was es wiedergibt</translation>
  </message>
  <message>
   <source>What it recognises, and what it plays back</source>
   <translation>Was es erkennt und was es wiedergibt</translation>
  </message>
  <message>
   <source>What its first layer looks for</source>
   <translation>Wonach seine erste Schicht sucht</translation>
  </message>
  <message>
   <source>What this network looks for, and what it answers, in pictures</source>
   <translation>Wonach dieses Netz sucht und was es antwortet, in Bildern</translation>
  </message>
  <message>
   <source>bars at {angle}°</source>
   <translation>Balken unter {angle}°</translation>
  </message>
  <message>
   <source>letters</source>
   <translation>Buchstaben</translation>
  </message>
  <message>
   <source>letters of {size} px</source>
   <translation>Buchstaben von {size} px</translation>
  </message>
  <message>
   <source>lines</source>
   <translation>Linien</translation>
  </message>
 </context>
 <context>
  <name>Mask</name>
  <message>
   <source>&amp;Clear</source>
   <translation>&amp;Löschen</translation>
  </message>
  <message>
   <source>&amp;Feather…</source>
   <translation>&amp;Weiche Kante …</translation>
  </message>
  <message>
   <source>&amp;Grow…</source>
   <translation>&amp;Verbreitern …</translation>
  </message>
  <message>
   <source>&amp;Harder brush</source>
   <translation>&amp;Härterer Pinsel</translation>
  </message>
  <message>
   <source>&amp;Invert</source>
   <translation>&amp;Umkehren</translation>
  </message>
  <message>
   <source>&amp;Larger brush</source>
   <translation>&amp;Größerer Pinsel</translation>
  </message>
  <message>
   <source>&amp;Mask</source>
   <translation>&amp;Maske</translation>
  </message>
  <message>
   <source>&amp;Softer brush</source>
   <translation>Weiche&amp;rer Pinsel</translation>
  </message>
  <message>
   <source>&amp;Tighten to the object</source>
   <translation>Auf das &amp;Objekt verengen</translation>
  </message>
  <message>
   <source>Adds a soft rim; what it adds is tinted too</source>
   <translation>Fügt einen weichen Rand an; auch er ist getönt</translation>
  </message>
  <message>
   <source>As a PNG: white = missing</source>
   <translation>Als PNG: weiß = fehlt</translation>
  </message>
  <message>
   <source>As a file beside it, which is offered when the photo is opened again</source>
   <translation>Als Datei daneben, die beim nächsten Öffnen des Fotos angeboten wird</translation>
  </message>
  <message>
   <source>Clear the s&amp;ketch</source>
   <translation>S&amp;kizze löschen</translation>
  </message>
  <message>
   <source>Clear the s&amp;ource</source>
   <translation>&amp;Quelle löschen</translation>
  </message>
  <message>
   <source>E&amp;xport…</source>
   <translation>E&amp;xportieren …</translation>
  </message>
  <message>
   <source>From a picture: white = missing</source>
   <translation>Aus einem Bild: weiß = fehlt</translation>
  </message>
  <message>
   <source>I&amp;mport…</source>
   <translation>&amp;Importieren …</translation>
  </message>
  <message>
   <source>Invert the mask</source>
   <translation>Maske umkehren</translation>
  </message>
  <message>
   <source>Makes what is marked narrower</source>
   <translation>Macht das Markierte schmaler</translation>
  </message>
  <message>
   <source>Makes what is marked wider</source>
   <translation>Macht das Markierte breiter</translation>
  </message>
  <message>
   <source>More than half of the photo is marked</source>
   <translation>Mehr als die Hälfte des Fotos ist markiert</translation>
  </message>
  <message>
   <source>No object stands out in what is marked</source>
   <translation>Im Markierten hebt sich kein Objekt ab</translation>
  </message>
  <message>
   <source>Reading the mask</source>
   <translation>Maske wird gelesen</translation>
  </message>
  <message>
   <source>S&amp;maller brush</source>
   <translation>&amp;Kleinerer Pinsel</translation>
  </message>
  <message>
   <source>S&amp;wap brush and eraser</source>
   <translation>Pinsel und Radierer &amp;tauschen</translation>
  </message>
  <message>
   <source>Sa&amp;ve mask with the photo</source>
   <translation>Maske mit dem Foto &amp;speichern</translation>
  </message>
  <message>
   <source>Sh&amp;rink…</source>
   <translation>Ver&amp;schmälern …</translation>
  </message>
  <message>
   <source>Takes all lines away, drawn and guessed</source>
   <translation>Nimmt alle Linien weg, gezeichnete und geschätzte</translation>
  </message>
  <message>
   <source>Takes away what says where to take from, green and red</source>
   <translation>Entfernt die Angaben, woher genommen wird, grün und rot</translation>
  </message>
  <message>
   <source>The mask was read</source>
   <translation>Die Maske wurde gelesen</translation>
  </message>
  <message>
   <source>This photo has a mask</source>
   <translation>Dieses Foto hat eine Maske</translation>
  </message>
  <message>
   <source>Tighten to the object</source>
   <translation>Auf das Objekt verengen</translation>
  </message>
  <message>
   <source>Use it</source>
   <translation>Verwenden</translation>
  </message>
  <message>
   <source>What was marked roughly becomes the object in it, with the shadow that it casts</source>
   <translation>Was grob markiert wurde, wird zum Objekt darin, mit dem Schatten, den es wirft</translation>
  </message>
  <message>
   <source>White is what will be filled. Some programs write masks the other way round.</source>
   <translation>Weiß wird gefüllt. Manche Programme schreiben Masken andersherum.</translation>
  </message>
  <message>
   <source>Writing the mask</source>
   <translation>Maske wird geschrieben</translation>
  </message>
  <message>
   <source>{name} lies beside it.</source>
   <translation>{name} liegt daneben.</translation>
  </message>
 </context>
 <context>
  <name>Messages</name>
  <message>
   <source>Close this message</source>
   <translation>Diese Meldung schließen</translation>
  </message>
  <message>
   <source>Close this message (Esc)</source>
   <translation>Diese Meldung schließen (Esc)</translation>
  </message>
  <message>
   <source>Message</source>
   <translation>Meldung</translation>
  </message>
 </context>
 <context>
  <name>Method</name>
  <message>
   <source>Auto</source>
   <translation>Automatisch</translation>
  </message>
  <message>
   <source>Chooses by the mask</source>
   <translation>Wählt nach der Maske</translation>
  </message>
  <message>
   <source>For study: {gain} dB against Telea, {error}.</source>
   <translation>Zum Studium: {gain} dB gegenüber Telea, {error}.</translation>
  </message>
  <message>
   <source>From the literature</source>
   <translation>Aus der Literatur</translation>
  </message>
  <message>
   <source>Has hardly learnt: alone its network is hardly better than the smooth fill it begins at.</source>
   <translation>Hat kaum gelernt: Allein ist das Netz kaum besser als die glatte Füllung, mit der es beginnt.</translation>
  </message>
  <message>
   <source>How it is filled</source>
   <translation>Wie gefüllt wird</translation>
  </message>
  <message>
   <source>How this build was trained is not recorded.</source>
   <translation>Wie diese Fassung trainiert wurde, ist nicht vermerkt.</translation>
  </message>
  <message>
   <source>Its limits, and who published it</source>
   <translation>Grenzen, und wer es veröffentlicht hat</translation>
  </message>
  <message>
   <source>Licence: {licence}</source>
   <translation>Lizenz: {licence}</translation>
  </message>
  <message>
   <source>Limits: {limits}</source>
   <translation>Grenzen: {limits}</translation>
  </message>
  <message>
   <source>Measured: {gain} dB over Telea, {error}.</source>
   <translation>Gemessen: {gain} dB über Telea, {error}.</translation>
  </message>
  <message>
   <source>Method: {name}</source>
   <translation>Verfahren: {name}</translation>
  </message>
  <message>
   <source>More</source>
   <translation>Mehr</translation>
  </message>
  <message>
   <source>More about this method</source>
   <translation>Mehr über dieses Verfahren</translation>
  </message>
  <message>
   <source>This build: {photos} photos, {minutes} minutes on {device}.</source>
   <translation>Diese Fassung: {photos} Fotos, {minutes} Minuten auf {device}.</translation>
  </message>
  <message>
   <source>added</source>
   <translation>hinzugefügt</translation>
  </message>
  <message>
   <source>for study</source>
   <translation>zum Studium</translation>
  </message>
  <message>
   <source>taught</source>
   <translation>angelernt</translation>
  </message>
  <message>
   <source>{n} % less error</source>
   <translation>{n} % weniger Fehler</translation>
  </message>
  <message>
   <source>{n} % more error</source>
   <translation>{n} % mehr Fehler</translation>
  </message>
 </context>
 <context>
  <name>Models</name>
  <message>
   <source>A trial run on a drawn picture found these values. Correct them if its result is wrong.</source>
   <translation>Ein Probelauf mit einem gezeichneten Bild hat diese Werte ergeben. Berichtigen Sie sie, wo sein Ergebnis falsch ist.</translation>
  </message>
  <message>
   <source>Add</source>
   <translation>Hinzufügen</translation>
  </message>
  <message>
   <source>Add a model</source>
   <translation>Modell hinzufügen</translation>
  </message>
  <message>
   <source>Added models</source>
   <translation>Hinzugefügte Modelle</translation>
  </message>
  <message>
   <source>Answer values</source>
   <translation>Werte der Antwort</translation>
  </message>
  <message>
   <source>As it is published, such as Apache-2.0</source>
   <translation>Wie veröffentlicht, etwa Apache-2.0</translation>
  </message>
  <message>
   <source>As its file</source>
   <translation>Wie seine Datei</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>Colours</source>
   <translation>Farben</translation>
  </message>
  <message>
   <source>Dimensions</source>
   <translation>Dimensionen</translation>
  </message>
  <message>
   <source>Image values</source>
   <translation>Werte des Bildes</translation>
  </message>
  <message>
   <source>It fills holes, in {seconds} s a call.</source>
   <translation>Es füllt Löcher, in {seconds} s je Aufruf.</translation>
  </message>
  <message>
   <source>Licence</source>
   <translation>Lizenz</translation>
  </message>
  <message>
   <source>Mask values</source>
   <translation>Werte der Maske</translation>
  </message>
  <message>
   <source>Missing is</source>
   <translation>Fehlend ist</translation>
  </message>
  <message>
   <source>Model file (ONNX)</source>
   <translation>Modelldatei (ONNX)</translation>
  </message>
  <message>
   <source>Name</source>
   <translation>Name</translation>
  </message>
  <message>
   <source>ONNX models</source>
   <translation>ONNX-Modelle</translation>
  </message>
  <message>
   <source>Remove</source>
   <translation>Entfernen</translation>
  </message>
  <message>
   <source>Remove {title}</source>
   <translation>{title} entfernen</translation>
  </message>
  <message>
   <source>Removed.</source>
   <translation>Entfernt.</translation>
  </message>
  <message>
   <source>Source</source>
   <translation>Quelle</translation>
  </message>
  <message>
   <source>Such as the address it is from</source>
   <translation>Etwa die Adresse, von der es stammt</translation>
  </message>
  <message>
   <source>There is no such file.</source>
   <translation>Diese Datei gibt es nicht.</translation>
  </message>
  <message>
   <source>This file is known as {title}.</source>
   <translation>Diese Datei ist als {title} bekannt.</translation>
  </message>
  <message>
   <source>Trying it on a drawn picture…</source>
   <translation>Wird mit einem gezeichneten Bild erprobt…</translation>
  </message>
  <message>
   <source>black</source>
   <translation>schwarz</translation>
  </message>
  <message>
   <source>white</source>
   <translation>weiß</translation>
  </message>
  <message>
   <source>{title} is among the methods now.</source>
   <translation>{title} gehört jetzt zu den Methoden.</translation>
  </message>
 </context>
 <context>
  <name>Questions</name>
  <message>
   <source>A higher quality keeps more and makes a larger file. It is remembered.</source>
   <translation>Eine höhere Qualität erhält mehr und macht die Datei größer. Sie wird gemerkt.</translation>
  </message>
  <message>
   <source>All files</source>
   <translation>Alle Dateien</translation>
  </message>
  <message>
   <source>Another quality</source>
   <translation>Eine andere Qualität</translation>
  </message>
  <message>
   <source>As the photo's own file</source>
   <translation>Wie die Datei des Fotos</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Delete it</source>
   <translation>Löschen</translation>
  </message>
  <message>
   <source>Do not save</source>
   <translation>Nicht speichern</translation>
  </message>
  <message>
   <source>Export the mask</source>
   <translation>Maske exportieren</translation>
  </message>
  <message>
   <source>Fill it</source>
   <translation>Füllen</translation>
  </message>
  <message>
   <source>Fill what is tinted on {name} first?</source>
   <translation>Zuerst füllen, was auf {name} markiert ist?</translation>
  </message>
  <message>
   <source>Get it back</source>
   <translation>Zurückholen</translation>
  </message>
  <message>
   <source>Get unsaved work back?</source>
   <translation>Nicht gespeicherte Arbeit zurückholen?</translation>
  </message>
  <message>
   <source>Import a mask</source>
   <translation>Maske importieren</translation>
  </message>
  <message>
   <source>It is not filled yet. Left out, the photo stays there as it is.</source>
   <translation>Es ist noch nicht gefüllt. Sonst bleibt das Foto dort, wie es ist.</translation>
  </message>
  <message>
   <source>Lacuna was not closed properly. There is unsaved work on {name}.</source>
   <translation>Lacuna wurde nicht richtig beendet. Es gibt nicht gespeicherte Arbeit an {name}.</translation>
  </message>
  <message>
   <source>Lacuna was not closed properly. What was tinted on {name} is not filled and not saved yet.</source>
   <translation>Lacuna wurde nicht richtig beendet. Was auf {name} eingefärbt war, ist noch nicht gefüllt und nicht gespeichert.</translation>
  </message>
  <message>
   <source>Leave it out</source>
   <translation>Weglassen</translation>
  </message>
  <message>
   <source>Let it finish</source>
   <translation>Fertig werden lassen</translation>
  </message>
  <message>
   <source>Not now</source>
   <translation>Jetzt nicht</translation>
  </message>
  <message>
   <source>Only what changed is encoded again; the rest stays as it is.</source>
   <translation>Nur was sich geändert hat, wird neu kodiert; der Rest bleibt, wie er ist.</translation>
  </message>
  <message>
   <source>Open a photo</source>
   <translation>Foto öffnen</translation>
  </message>
  <message>
   <source>Photos</source>
   <translation>Fotos</translation>
  </message>
  <message>
   <source>Pictures</source>
   <translation>Bilder</translation>
  </message>
  <message>
   <source>Quality of {name}</source>
   <translation>Qualität von {name}</translation>
  </message>
  <message>
   <source>Replace</source>
   <translation>Ersetzen</translation>
  </message>
  <message>
   <source>Replace {name}?</source>
   <translation>{name} ersetzen?</translation>
  </message>
  <message>
   <source>Save</source>
   <translation>Speichern</translation>
  </message>
  <message>
   <source>Save as…</source>
   <translation>Speichern unter …</translation>
  </message>
  <message>
   <source>Save the changes to {name}?</source>
   <translation>Änderungen an {name} speichern?</translation>
  </message>
  <message>
   <source>Save the mask</source>
   <translation>Maske speichern</translation>
  </message>
  <message>
   <source>Save the mask of {name}?</source>
   <translation>Die Maske von {name} speichern?</translation>
  </message>
  <message>
   <source>Save the photo as</source>
   <translation>Foto speichern unter</translation>
  </message>
  <message>
   <source>Save the repair as a layer</source>
   <translation>Die Reparatur als Ebene speichern</translation>
  </message>
  <message>
   <source>Save {name}?</source>
   <translation>{name} speichern?</translation>
  </message>
  <message>
   <source>Something is still running</source>
   <translation>Es läuft noch etwas</translation>
  </message>
  <message>
   <source>Stop it</source>
   <translation>Anhalten</translation>
  </message>
  <message>
   <source>Stopping it leaves the photo as it was.</source>
   <translation>Wird es angehalten, bleibt das Foto, wie es war.</translation>
  </message>
  <message>
   <source>The photo itself has not changed: what is tinted is not filled yet. The mask is saved as a file beside it, and offered when the photo is opened again; else it is lost.</source>
   <translation>Das Foto selbst ist unverändert: was eingefärbt ist, ist noch nicht gefüllt. Die Maske wird als Datei daneben gespeichert und beim nächsten Öffnen des Fotos angeboten; sonst ist sie verloren.</translation>
  </message>
  <message>
   <source>They are lost if you do not.</source>
   <translation>Sonst gehen sie verloren.</translation>
  </message>
  <message>
   <source>This is the photo as you opened it. Replacing it cannot be undone.</source>
   <translation>Das ist das Foto, wie Sie es geöffnet haben. Ersetzen lässt sich nicht rückgängig machen.</translation>
  </message>
  <message>
   <source>What is tinted is not filled yet: it is saved as a mask beside the photo.</source>
   <translation>Was getönt ist, ist noch nicht gefüllt: Es wird als Maske neben dem Foto gespeichert.</translation>
  </message>
 </context>
 <context>
  <name>Repair</name>
  <message>
   <source>&amp;Another try</source>
   <translation>&amp;Neuer Versuch</translation>
  </message>
  <message>
   <source>&amp;Cancel</source>
   <translation>Abbre&amp;chen</translation>
  </message>
  <message>
   <source>&amp;Drop or pick the find under the pointer</source>
   <translation>Fund unter dem &amp;Zeiger lassen oder dazunehmen</translation>
  </message>
  <message>
   <source>&amp;Find</source>
   <translation>&amp;Suchen</translation>
  </message>
  <message>
   <source>&amp;Method</source>
   <translation>&amp;Verfahren</translation>
  </message>
  <message>
   <source>&amp;Next answer</source>
   <translation>&amp;Nächste Antwort</translation>
  </message>
  <message>
   <source>&amp;Remove</source>
   <translation>&amp;Entfernen</translation>
  </message>
  <message>
   <source>&amp;Repair</source>
   <translation>&amp;Reparieren</translation>
  </message>
  <message>
   <source>&amp;Teach new damage…</source>
   <translation>Neuen Schaden an&amp;lernen…</translation>
  </message>
  <message>
   <source>A font, a mark, scratches: learnt from photos of yours</source>
   <translation>Eine Schrift, ein Zeichen, Kratzer: gelernt an Ihren Fotos</translation>
  </message>
  <message>
   <source>A tight mask leaves a ghost of the rim; what is added is tinted too</source>
   <translation>Eine knappe Maske lässt einen Schatten des Rands zurück; auch das Hinzugefügte ist getönt</translation>
  </message>
  <message>
   <source>Add a &amp;model…</source>
   <translation>M&amp;odell hinzufügen…</translation>
  </message>
  <message>
   <source>An ONNX file of LaMa, MI-GAN or another network for holes</source>
   <translation>Eine ONNX-Datei von LaMa, MI-GAN oder einem anderen Netz für Löcher</translation>
  </message>
  <message>
   <source>Another of the answers that the last repair gave</source>
   <translation>Eine andere der Antworten, die die letzte Reparatur gab</translation>
  </message>
  <message>
   <source>Another try</source>
   <translation>Neuer Versuch</translation>
  </message>
  <message>
   <source>Answer {which}: {methods}</source>
   <translation>Antwort {which}: {methods}</translation>
  </message>
  <message>
   <source>Answers</source>
   <translation>Antworten</translation>
  </message>
  <message>
   <source>Auto &amp;widens a painted mask a little</source>
   <translation>„Automatisch“ ver&amp;breitert gemalte Masken etwas</translation>
  </message>
  <message>
   <source>Cancels what runs; the photo stays as it was</source>
   <translation>Bricht ab, was läuft; das Foto bleibt, wie es war</translation>
  </message>
  <message>
   <source>Checking</source>
   <translation>Prüfen</translation>
  </message>
  <message>
   <source>Close the answers</source>
   <translation>Antworten schließen</translation>
  </message>
  <message>
   <source>Close the answers (Esc)</source>
   <translation>Antworten schließen (Esc)</translation>
  </message>
  <message>
   <source>Compare met&amp;hods…</source>
   <translation>&amp;Verfahren vergleichen…</translation>
  </message>
  <message>
   <source>Compare methods</source>
   <translation>Verfahren vergleichen</translation>
  </message>
  <message>
   <source>Estimating the edges</source>
   <translation>Kanten werden geschätzt</translation>
  </message>
  <message>
   <source>Exchanging the answer</source>
   <translation>Antwort wird ausgetauscht</translation>
  </message>
  <message>
   <source>Filling: {percent} %</source>
   <translation>Füllt: {percent} %</translation>
  </message>
  <message>
   <source>Fills the same mask by several methods, side by side</source>
   <translation>Füllt dieselbe Maske mit mehreren Verfahren, nebeneinander</translation>
  </message>
  <message>
   <source>Fills the same mask with another method, to choose from</source>
   <translation>Füllt dieselbe Maske mit einem anderen Verfahren, zur Auswahl</translation>
  </message>
  <message>
   <source>Fills the same mask with the next seed</source>
   <translation>Füllt dieselbe Maske mit dem nächsten Startwert</translation>
  </message>
  <message>
   <source>Fills what is marked; nothing else changes</source>
   <translation>Füllt das Markierte; sonst ändert sich nichts</translation>
  </message>
  <message>
   <source>Find and re&amp;pair</source>
   <translation>Suchen und re&amp;parieren</translation>
  </message>
  <message>
   <source>Finds damage and outlines it; nothing is filled yet</source>
   <translation>Sucht Schäden und umrandet sie; gefüllt wird noch nichts</translation>
  </message>
  <message>
   <source>Finds text, scratches, graffiti or drops and fills them</source>
   <translation>Sucht Schrift, Kratzer, Graffiti oder Tropfen und füllt sie</translation>
  </message>
  <message>
   <source>Give up the stroke under way, else close the answers and the message</source>
   <translation>Den begonnenen Strich aufgeben, sonst die Antworten und die Meldung schließen</translation>
  </message>
  <message>
   <source>Looks at the mask and takes what measured best: one method for thin damage, one for things.</source>
   <translation>Sieht die Maske an und nimmt, was am besten gemessen wurde: ein Verfahren für feine Schäden, eines für Dinge.</translation>
  </message>
  <message>
   <source>M&amp;ore answers</source>
   <translation>&amp;Weitere Antworten</translation>
  </message>
  <message>
   <source>More answers</source>
   <translation>Weitere Antworten</translation>
  </message>
  <message>
   <source>Nothing is marked</source>
   <translation>Nichts ist markiert</translation>
  </message>
  <message>
   <source>Other methods do.</source>
   <translation>Andere Verfahren tun es.</translation>
  </message>
  <message>
   <source>Paint over what should go, then choose Remove.</source>
   <translation>Übermalen Sie, was weg soll, und wählen Sie Entfernen.</translation>
  </message>
  <message>
   <source>Pre&amp;vious answer</source>
   <translation>&amp;Vorherige Antwort</translation>
  </message>
  <message>
   <source>Remove when the &amp;brush is lifted</source>
   <translation>Entfernen, wenn der &amp;Pinsel abgesetzt wird</translation>
  </message>
  <message>
   <source>Removing</source>
   <translation>Entfernen</translation>
  </message>
  <message>
   <source>Sho&amp;w edges</source>
   <translation>&amp;Kanten zeigen</translation>
  </message>
  <message>
   <source>Show edges</source>
   <translation>Kanten zeigen</translation>
  </message>
  <message>
   <source>Use {method}</source>
   <translation>{method} verwenden</translation>
  </message>
  <message>
   <source>What is dropped stays as it is; what is picked is repaired too</source>
   <translation>Was gelassen wird, bleibt, wie es ist; was dazugenommen wird, wird auch repariert</translation>
  </message>
  <message>
   <source>What the method would follow in the hole, to be corrected before it fills</source>
   <translation>Woran sich das Verfahren im Loch hielte; lässt sich vor dem Füllen berichtigen</translation>
  </message>
  <message>
   <source>Widening the mask</source>
   <translation>Maske wird verbreitert</translation>
  </message>
  <message>
   <source>{method} does not follow what is drawn with this tool</source>
   <translation>{method} folgt nicht dem, was mit diesem Werkzeug gezeichnet wird</translation>
  </message>
 </context>
 <context>
  <name>Review</name>
  <message>
   <source>All photos of the folder are decided on</source>
   <translation>Über alle Fotos des Ordners ist entschieden</translation>
  </message>
  <message>
   <source>Decide later</source>
   <translation>Später entscheiden</translation>
  </message>
  <message>
   <source>End the review</source>
   <translation>Durchsicht beenden</translation>
  </message>
  <message>
   <source>Fills the finds that are marked now; the result is not written yet</source>
   <translation>Füllt die Funde, die jetzt markiert sind; das Ergebnis wird noch nicht geschrieben</translation>
  </message>
  <message>
   <source>Keep the folder's result</source>
   <translation>Ergebnis behalten</translation>
  </message>
  <message>
   <source>Leave as it was</source>
   <translation>Lassen, wie es war</translation>
  </message>
  <message>
   <source>Next</source>
   <translation>Weiter</translation>
  </message>
  <message>
   <source>Noting the decision</source>
   <translation>Die Entscheidung wird festgehalten</translation>
  </message>
  <message>
   <source>Original</source>
   <translation>Original</translation>
  </message>
  <message>
   <source>Original: click a find to leave it or to repair it</source>
   <translation>Original: Ein Klick auf einen Fund lässt oder repariert ihn</translation>
  </message>
  <message>
   <source>Repair what is marked</source>
   <translation>Markiertes reparieren</translation>
  </message>
  <message>
   <source>Result of the folder run</source>
   <translation>Ergebnis des Durchlaufs</translation>
  </message>
  <message>
   <source>Result of the folder run: the photo as it was</source>
   <translation>Ergebnis des Durchlaufs: das Foto, wie es war</translation>
  </message>
  <message>
   <source>Result, as it was decided</source>
   <translation>Ergebnis, wie entschieden</translation>
  </message>
  <message>
   <source>Save as…</source>
   <translation>Speichern unter…</translation>
  </message>
  <message>
   <source>Save this repair</source>
   <translation>Reparatur speichern</translation>
  </message>
  <message>
   <source>Takes the place of the folder's result, and opens the next photo</source>
   <translation>Tritt an die Stelle des Ergebnisses im Ordner und öffnet das nächste Foto</translation>
  </message>
  <message>
   <source>The photo as it was takes the place of the result</source>
   <translation>Das Foto, wie es war, tritt an die Stelle des Ergebnisses</translation>
  </message>
  <message>
   <source>What is not decided stays in the list</source>
   <translation>Worüber nicht entschieden ist, bleibt in der Liste</translation>
  </message>
  <message>
   <source>Your repair</source>
   <translation>Ihre Reparatur</translation>
  </message>
 </context>
 <context>
  <name>Settings</name>
  <message>
   <source>Change keyboard shortcuts…</source>
   <translation>Tastenkürzel ändern …</translation>
  </message>
  <message>
   <source>Settings</source>
   <translation>Einstellungen</translation>
  </message>
 </context>
 <context>
  <name>Shortcuts</name>
  <message>
   <source>Choose a line to change its key</source>
   <translation>Wählen Sie eine Zeile, um ihre Taste zu ändern</translation>
  </message>
  <message>
   <source>Click here, then press the new key</source>
   <translation>Hierhin klicken, dann die neue Taste drücken</translation>
  </message>
  <message>
   <source>Default</source>
   <translation>Standard</translation>
  </message>
  <message>
   <source>Default: {keys}</source>
   <translation>Standard: {keys}</translation>
  </message>
  <message>
   <source>Keyboard shortcuts</source>
   <translation>Tastenkürzel</translation>
  </message>
  <message>
   <source>Mouse and held keys</source>
   <translation>Maus und gehaltene Tasten</translation>
  </message>
  <message>
   <source>Reset all</source>
   <translation>Alle zurücksetzen</translation>
  </message>
  <message>
   <source>Search</source>
   <translation>Suchen</translation>
  </message>
  <message>
   <source>Search the shortcuts</source>
   <translation>Tastenkürzel durchsuchen</translation>
  </message>
  <message>
   <source>Shortcuts</source>
   <translation>Tastenkürzel</translation>
  </message>
  <message>
   <source>The new key: press it here</source>
   <translation>Die neue Taste: hier drücken</translation>
  </message>
  <message>
   <source>The photo itself needs this key. Choose another one.</source>
   <translation>Diese Taste braucht das Foto selbst. Wählen Sie eine andere.</translation>
  </message>
  <message>
   <source>This key cannot be changed</source>
   <translation>Diese Taste kann nicht geändert werden</translation>
  </message>
  <message>
   <source>Use this key</source>
   <translation>Diese Taste nehmen</translation>
  </message>
  <message>
   <source>{keys} is the key of “{names}”, which will have none then.</source>
   <translation>{keys} ist die Taste von „{names}“, das dann keine mehr hat.</translation>
  </message>
 </context>
 <context>
  <name>Status</name>
  <message>
   <source> of {count}</source>
   <translation> von {count}</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Cancel what runs (Esc)</source>
   <translation>Abbrechen, was läuft (Esc)</translation>
  </message>
  <message>
   <source>Device</source>
   <translation>Gerät</translation>
  </message>
  <message>
   <source>Edited since it was saved</source>
   <translation>Seit dem Speichern bearbeitet</translation>
  </message>
  <message>
   <source>File format</source>
   <translation>Dateiformat</translation>
  </message>
  <message>
   <source>How long it will take</source>
   <translation>Wie lange es dauern wird</translation>
  </message>
  <message>
   <source>Page </source>
   <translation>Seite </translation>
  </message>
  <message>
   <source>Page of the file</source>
   <translation>Seite der Datei</translation>
  </message>
  <message>
   <source>Page of the file; Page Up and Page Down go through them</source>
   <translation>Seite der Datei; mit Bild auf und Bild ab geht man durch sie</translation>
  </message>
  <message>
   <source>Progress</source>
   <translation>Fortschritt</translation>
  </message>
  <message>
   <source>Show how the teaching goes</source>
   <translation>Zeigen, wie das Lernen vorangeht</translation>
  </message>
  <message>
   <source>Size in pixels</source>
   <translation>Größe in Pixeln</translation>
  </message>
  <message>
   <source>What is going on</source>
   <translation>Was gerade geschieht</translation>
  </message>
  <message>
   <source>Where networks run; see Settings</source>
   <translation>Wo Netze rechnen; siehe Einstellungen</translation>
  </message>
  <message>
   <source>Zoom</source>
   <translation>Zoom</translation>
  </message>
  <message>
   <source>about {time} left</source>
   <translation>noch etwa {time}</translation>
  </message>
  <message>
   <source>● edited</source>
   <translation>● bearbeitet</translation>
  </message>
 </context>
 <context>
  <name>Steps</name>
  <message>
   <source>Add to the mask</source>
   <translation>Zur Maske hinzufügen</translation>
  </message>
  <message>
   <source>Adjust the mask</source>
   <translation>Maske anpassen</translation>
  </message>
  <message>
   <source>Back to a snapshot</source>
   <translation>Zurück zu einem Schnappschuss</translation>
  </message>
  <message>
   <source>Blend in a picture</source>
   <translation>Bild einfügen</translation>
  </message>
  <message>
   <source>Brush stroke</source>
   <translation>Pinselstrich</translation>
  </message>
  <message>
   <source>Clear the mask</source>
   <translation>Maske löschen</translation>
  </message>
  <message>
   <source>Clear the sketch</source>
   <translation>Skizze löschen</translation>
  </message>
  <message>
   <source>Clear the source</source>
   <translation>Quelle löschen</translation>
  </message>
  <message>
   <source>Drop a find</source>
   <translation>Fund lassen</translation>
  </message>
  <message>
   <source>Feather the mask</source>
   <translation>Weiche Maskenkante</translation>
  </message>
  <message>
   <source>Find damage</source>
   <translation>Schäden suchen</translation>
  </message>
  <message>
   <source>Grow the mask</source>
   <translation>Maske verbreitern</translation>
  </message>
  <message>
   <source>Import the mask</source>
   <translation>Maske importieren</translation>
  </message>
  <message>
   <source>Invert the mask</source>
   <translation>Maske umkehren</translation>
  </message>
  <message>
   <source>Mark what is missing</source>
   <translation>Fehlendes markieren</translation>
  </message>
  <message>
   <source>Pick a find</source>
   <translation>Fund dazunehmen</translation>
  </message>
  <message>
   <source>Recovered work</source>
   <translation>Zurückgeholte Arbeit</translation>
  </message>
  <message>
   <source>Repair</source>
   <translation>Reparatur</translation>
  </message>
  <message>
   <source>Show edges</source>
   <translation>Kanten zeigen</translation>
  </message>
  <message>
   <source>Shrink the mask</source>
   <translation>Maske verschmälern</translation>
  </message>
  <message>
   <source>Tighten the mask</source>
   <translation>Maske verengen</translation>
  </message>
  <message>
   <source>Widen the mask</source>
   <translation>Maske verbreitern</translation>
  </message>
 </context>
 <context>
  <name>Teach</name>
  <message>
   <source>1 hour more</source>
   <translation>1 Stunde länger</translation>
  </message>
  <message>
   <source>1 photo.</source>
   <translation>1 Foto.</translation>
  </message>
  <message>
   <source>10 minutes more</source>
   <translation>10 Minuten länger</translation>
  </message>
  <message>
   <source>8 hours more</source>
   <translation>8 Stunden länger</translation>
  </message>
  <message>
   <source>A mask painted once, of a scanner's dust for instance, or of a crack.</source>
   <translation>Eine einmal gemalte Maske, etwa vom Staub eines Scanners oder von einem Riss.</translation>
  </message>
  <message>
   <source>A method that somebody exported from Lacuna</source>
   <translation>Ein Verfahren, das jemand aus Lacuna exportiert hat</translation>
  </message>
  <message>
   <source>Another window of Lacuna is teaching. One can at a time.</source>
   <translation>In einem anderen Fenster von Lacuna wird angelernt. Es geht nur eines zurzeit.</translation>
  </message>
  <message>
   <source>As it was</source>
   <translation>Wie es war</translation>
  </message>
  <message>
   <source>Biharmonic, given the true mask</source>
   <translation>Biharmonisch, mit der wahren Maske</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Choose a colour</source>
   <translation>Farbe wählen</translation>
  </message>
  <message>
   <source>Choose: {name}</source>
   <translation>Wählen: {name}</translation>
  </message>
  <message>
   <source>Clean photos</source>
   <translation>Saubere Fotos</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>Close, resume later</source>
   <translation>Schließen, später fortsetzen</translation>
  </message>
  <message>
   <source>Damage</source>
   <translation>Schaden</translation>
  </message>
  <message>
   <source>Damage, dB</source>
   <translation>Schaden, dB</translation>
  </message>
  <message>
   <source>Damaged</source>
   <translation>Beschädigt</translation>
  </message>
  <message>
   <source>Discard</source>
   <translation>Verwerfen</translation>
  </message>
  <message>
   <source>Discard what was learnt?</source>
   <translation>Das Gelernte verwerfen?</translation>
  </message>
  <message>
   <source>Discarded.</source>
   <translation>Verworfen.</translation>
  </message>
  <message>
   <source>Do not judge</source>
   <translation>Nicht beurteilen</translation>
  </message>
  <message>
   <source>Drawing examples</source>
   <translation>Beispiele werden gezeichnet</translation>
  </message>
  <message>
   <source>Drop a folder of clean photos here, or choose one on the left.</source>
   <translation>Ziehen Sie einen Ordner sauberer Fotos hierher oder wählen Sie links einen.</translation>
  </message>
  <message>
   <source>Enough for one font or one mark. It can go on learning afterwards.</source>
   <translation>Genug für eine Schrift oder ein Zeichen. Danach kann es weiterlernen.</translation>
  </message>
  <message>
   <source>Enough: what it has learnt so far is judged, and can be kept</source>
   <translation>Genug: das bisher Gelernte wird beurteilt und kann behalten werden</translation>
  </message>
  <message>
   <source>Error while it learns, over minutes; lower is better</source>
   <translation>Fehler beim Lernen, über Minuten; tiefer ist besser</translation>
  </message>
  <message>
   <source>Examples of the damage</source>
   <translation>Beispiele des Schadens</translation>
  </message>
  <message>
   <source>Export the method</source>
   <translation>Verfahren exportieren</translation>
  </message>
  <message>
   <source>Export {title}</source>
   <translation>{title} exportieren</translation>
  </message>
  <message>
   <source>Exported to {path}</source>
   <translation>Exportiert nach {path}</translation>
  </message>
  <message>
   <source>Export…</source>
   <translation>Exportieren…</translation>
  </message>
  <message>
   <source>Few: more, and more varied ones, teach it better.</source>
   <translation>Wenige: mehr und verschiedenere lehren es besser.</translation>
  </message>
  <message>
   <source>Folder of clean photos</source>
   <translation>Ordner sauberer Fotos</translation>
  </message>
  <message>
   <source>For damage that varies: scratches, several sizes, faint marks.</source>
   <translation>Für Schäden, die sich unterscheiden: Kratzer, mehrere Größen, schwache Zeichen.</translation>
  </message>
  <message>
   <source>For pairs of photos, and wherever an hour was not enough.</source>
   <translation>Für Fotopaare und wo immer eine Stunde nicht reichte.</translation>
  </message>
  <message>
   <source>Frees the processor; it can be resumed, even after Lacuna was closed</source>
   <translation>Gibt den Prozessor frei; es lässt sich fortsetzen, auch nachdem Lacuna geschlossen war</translation>
  </message>
  <message>
   <source>Go on learning</source>
   <translation>Weiterlernen</translation>
  </message>
  <message>
   <source>Good, 1 hour</source>
   <translation>Gut, 1 Stunde</translation>
  </message>
  <message>
   <source>How it will look</source>
   <translation>So wird es aussehen</translation>
  </message>
  <message>
   <source>How long</source>
   <translation>Wie lange</translation>
  </message>
  <message>
   <source>Import a method</source>
   <translation>Verfahren importieren</translation>
  </message>
  <message>
   <source>Import…</source>
   <translation>Importieren…</translation>
  </message>
  <message>
   <source>It can be had back only from an exported file.</source>
   <translation>Zurück bekommt man es nur aus einer exportierten Datei.</translation>
  </message>
  <message>
   <source>It can be kept unjudged, or judged later</source>
   <translation>Es kann unbeurteilt behalten oder später beurteilt werden</translation>
  </message>
  <message>
   <source>It can go on the next time, or stop now and be judged as it is.</source>
   <translation>Es kann beim nächsten Mal weitergehen oder jetzt enden und beurteilt werden, wie es ist.</translation>
  </message>
  <message>
   <source>It is {gain} dB better than {name}, the best that ships for this.</source>
   <translation>Es ist {gain} dB besser als {name}, das beste mitgelieferte hierfür.</translation>
  </message>
  <message>
   <source>It is {gain} dB better than {name}, which was given the true mask.</source>
   <translation>Es ist {gain} dB besser als {name}, das die wahre Maske bekam.</translation>
  </message>
  <message>
   <source>It is {gain} dB worse than {name}, which ships: use that one.</source>
   <translation>Es ist {gain} dB schlechter als {name}, das mitgeliefert wird: nehmen Sie dieses.</translation>
  </message>
  <message>
   <source>It is {gain} dB worse than {name}, which was given the true mask.</source>
   <translation>Es ist {gain} dB schlechter als {name}, das die wahre Maske bekam.</translation>
  </message>
  <message>
   <source>It leaves sound photos alone: {share} of their area would change.</source>
   <translation>Heile Fotos lässt es in Ruhe: {share} ihrer Fläche änderte sich.</translation>
  </message>
  <message>
   <source>It takes sound photos for damaged: {share} of their area would change.</source>
   <translation>Heile Fotos hält es für beschädigt: {share} ihrer Fläche änderte sich.</translation>
  </message>
  <message>
   <source>It was not judged</source>
   <translation>Es wurde nicht beurteilt</translation>
  </message>
  <message>
   <source>It was tried on 1 photo that it had not seen: that says little.</source>
   <translation>Es wurde an 1 Foto erprobt, das es nicht kannte: Das sagt wenig.</translation>
  </message>
  <message>
   <source>It was tried on {n} photos that it had not seen.</source>
   <translation>Es wurde an {n} Fotos erprobt, die es nicht kannte.</translation>
  </message>
  <message>
   <source>It was tried on {n} photos that it had not seen: that says little.</source>
   <translation>Es wurde an {n} Fotos erprobt, die es nicht kannte: Das sagt wenig.</translation>
  </message>
  <message>
   <source>Its name in all lists</source>
   <translation>Sein Name in allen Listen</translation>
  </message>
  <message>
   <source>Judge it</source>
   <translation>Beurteilen</translation>
  </message>
  <message>
   <source>Judging it beside the other methods, on photos it does not know</source>
   <translation>Wird neben den anderen Verfahren beurteilt, an Fotos, die es nicht kennt</translation>
  </message>
  <message>
   <source>Judging what was learnt</source>
   <translation>Gelerntes wird beurteilt</translation>
  </message>
  <message>
   <source>Keep</source>
   <translation>Behalten</translation>
  </message>
  <message>
   <source>Keep it or discard it.</source>
   <translation>Behalten Sie es oder verwerfen Sie es.</translation>
  </message>
  <message>
   <source>Lacuna goes on learning; the status bar shows how far it is</source>
   <translation>Lacuna lernt weiter; die Statusleiste zeigt, wie weit es ist</translation>
  </message>
  <message>
   <source>Lacuna has learnt new damage</source>
   <translation>Lacuna hat einen neuen Schaden gelernt</translation>
  </message>
  <message>
   <source>Lacuna is still learning</source>
   <translation>Lacuna lernt noch</translation>
  </message>
  <message>
   <source>Learning</source>
   <translation>Lernt</translation>
  </message>
  <message>
   <source>Learning: about {time} left</source>
   <translation>Lernt: noch etwa {time}</translation>
  </message>
  <message>
   <source>Learning: less than a minute left</source>
   <translation>Lernt: weniger als eine Minute</translation>
  </message>
  <message>
   <source>Learning: {words}</source>
   <translation>Lernt: {words}</translation>
  </message>
  <message>
   <source>Let it go on learning, give it more photos, or discard it.</source>
   <translation>Lassen Sie es weiterlernen, geben Sie ihm mehr Fotos, oder verwerfen Sie es.</translation>
  </message>
  <message>
   <source>Likeness to the clean photos, over minutes; higher is better</source>
   <translation>Nähe zu den sauberen Fotos, über Minuten; höher ist besser</translation>
  </message>
  <message>
   <source>Looking at the fonts</source>
   <translation>Die Schriften werden gelesen</translation>
  </message>
  <message>
   <source>Loss</source>
   <translation>Verlust</translation>
  </message>
  <message>
   <source>Loss over minutes</source>
   <translation>Verlust über Minuten</translation>
  </message>
  <message>
   <source>Means over {n} photos it did not learn from: of the whole photo, and of the damage in it.</source>
   <translation>Mittel über {n} Fotos, an denen es nicht lernte: des ganzen Fotos und des Schadens darin.</translation>
  </message>
  <message>
   <source>Method</source>
   <translation>Verfahren</translation>
  </message>
  <message>
   <source>Methods of Lacuna</source>
   <translation>Verfahren von Lacuna</translation>
  </message>
  <message>
   <source>Name</source>
   <translation>Name</translation>
  </message>
  <message>
   <source>Not yet worth keeping</source>
   <translation>Noch nicht gut genug</translation>
  </message>
  <message>
   <source>On 1 photo it did not learn from: the whole photo, and the damage in it.</source>
   <translation>An 1 Foto, an dem es nicht lernte: das ganze Foto und der Schaden darin.</translation>
  </message>
  <message>
   <source>Overnight, 8 hours</source>
   <translation>Über Nacht, 8 Stunden</translation>
  </message>
  <message>
   <source>PSNR of photos it does not learn from, over minutes</source>
   <translation>PSNR von Fotos, an denen es nicht lernt, über Minuten</translation>
  </message>
  <message>
   <source>Pause</source>
   <translation>Pause</translation>
  </message>
  <message>
   <source>Paused: {words}</source>
   <translation>Pause: {words}</translation>
  </message>
  <message>
   <source>Pausing</source>
   <translation>Pause beginnt</translation>
  </message>
  <message>
   <source>Photo, dB</source>
   <translation>Foto, dB</translation>
  </message>
  <message>
   <source>Photos before and after come with the first look, in about a minute.</source>
   <translation>Fotos vorher und nachher kommen mit dem ersten Blick, in etwa einer Minute.</translation>
  </message>
  <message>
   <source>Photos it does not learn from, before and after</source>
   <translation>Fotos, an denen es nicht lernt, vorher und nachher</translation>
  </message>
  <message>
   <source>Photos repaired blind</source>
   <translation>Blind reparierte Fotos</translation>
  </message>
  <message>
   <source>Prints and film as they age.</source>
   <translation>Abzüge und Filme, wie sie altern.</translation>
  </message>
  <message>
   <source>Progress</source>
   <translation>Fortschritt</translation>
  </message>
  <message>
   <source>Puts it among the methods: in the window, for folders, on the command line</source>
   <translation>Stellt es zu den Verfahren: im Fenster, für Ordner, auf der Befehlszeile</translation>
  </message>
  <message>
   <source>Quick, 10 minutes</source>
   <translation>Schnell, 10 Minuten</translation>
  </message>
  <message>
   <source>Reading the photos</source>
   <translation>Fotos werden gelesen</translation>
  </message>
  <message>
   <source>Red, green and blue as #rrggbb</source>
   <translation>Rot, Grün und Blau als #rrggbb</translation>
  </message>
  <message>
   <source>Remove</source>
   <translation>Entfernen</translation>
  </message>
  <message>
   <source>Remove {title}</source>
   <translation>{title} entfernen</translation>
  </message>
  <message>
   <source>Remove {title}?</source>
   <translation>{title} entfernen?</translation>
  </message>
  <message>
   <source>Removed.</source>
   <translation>Entfernt.</translation>
  </message>
  <message>
   <source>Repaired</source>
   <translation>Repariert</translation>
  </message>
  <message>
   <source>Resume</source>
   <translation>Fortsetzen</translation>
  </message>
  <message>
   <source>Scores</source>
   <translation>Werte</translation>
  </message>
  <message>
   <source>See what it is worth</source>
   <translation>Sehen, was es taugt</translation>
  </message>
  <message>
   <source>Start</source>
   <translation>Starten</translation>
  </message>
  <message>
   <source>Start (Ctrl+Enter)</source>
   <translation>Start (Strg+Eingabe)</translation>
  </message>
  <message>
   <source>Step {n}</source>
   <translation>Schritt {n}</translation>
  </message>
  <message>
   <source>Still missing on the left: {name}</source>
   <translation>Links fehlt noch: {name}</translation>
  </message>
  <message>
   <source>Stop and judge</source>
   <translation>Anhalten und beurteilen</translation>
  </message>
  <message>
   <source>Stopping: what it has learnt is being made ready</source>
   <translation>Hält an: das Gelernte wird fertig gemacht</translation>
  </message>
  <message>
   <source>Taught methods</source>
   <translation>Angelernte Verfahren</translation>
  </message>
  <message>
   <source>Teach</source>
   <translation>Anlernen</translation>
  </message>
  <message>
   <source>Teach new damage</source>
   <translation>Neuen Schaden anlernen</translation>
  </message>
  <message>
   <source>The damage</source>
   <translation>Der Schaden</translation>
  </message>
  <message>
   <source>The same photos twice, in folders named damaged and clean. Ten pairs are a start.</source>
   <translation>Dieselben Fotos zweimal, in Ordnern namens damaged und clean. Zehn Paare sind ein Anfang.</translation>
  </message>
  <message>
   <source>The same picture laid over many photos. What shows through comes back.</source>
   <translation>Dasselbe Bild über vielen Fotos. Was durchscheint, kommt zurück.</translation>
  </message>
  <message>
   <source>Those of the pairs</source>
   <translation>Die der Paare</translation>
  </message>
  <message>
   <source>Tried on too few photos to tell</source>
   <translation>An zu wenigen Fotos erprobt, um etwas zu sagen</translation>
  </message>
  <message>
   <source>What you teach or import is listed here.</source>
   <translation>Was Sie anlernen oder importieren, steht hier.</translation>
  </message>
  <message>
   <source>Worth keeping</source>
   <translation>Gut genug</translation>
  </message>
  <message>
   <source>Writes it to one file, to pass on</source>
   <translation>Schreibt es in eine Datei zum Weitergeben</translation>
  </message>
  <message>
   <source>Writing of one kind, as of a subtitle or a date.</source>
   <translation>Schrift von einer Art, wie von Untertiteln oder einem Datum.</translation>
  </message>
  <message>
   <source>You can keep it and try it on your own photos, or let it be judged again.</source>
   <translation>Sie können es behalten und an eigenen Fotos erproben oder noch einmal beurteilen lassen.</translation>
  </message>
  <message>
   <source>Yours</source>
   <translation>Ihres</translation>
  </message>
  <message>
   <source>about {time} left</source>
   <translation>noch etwa {time}</translation>
  </message>
  <message>
   <source>about {time} left, then it is judged</source>
   <translation>noch etwa {time}, dann wird es beurteilt</translation>
  </message>
  <message>
   <source>found by itself</source>
   <translation>selbst gefunden</translation>
  </message>
  <message>
   <source>learnt for {time}</source>
   <translation>lernte {time}</translation>
  </message>
  <message>
   <source>less than a minute left, then it is judged</source>
   <translation>noch weniger als eine Minute, dann wird es beurteilt</translation>
  </message>
  <message>
   <source>on the command line: {id}</source>
   <translation>auf der Befehlszeile: {id}</translation>
  </message>
  <message>
   <source>true mask given</source>
   <translation>wahre Maske gegeben</translation>
  </message>
  <message>
   <source>{gain} dB against biharmonic with the true mask</source>
   <translation>{gain} dB gegenüber Biharmonisch mit der wahren Maske</translation>
  </message>
  <message>
   <source>{n} photos.</source>
   <translation>{n} Fotos.</translation>
  </message>
  <message>
   <source>{percent} %</source>
   <translation>{percent} %</translation>
  </message>
  <message>
   <source>{percent} % learnt</source>
   <translation>{percent} % gelernt</translation>
  </message>
  <message>
   <source>{psnr} dB</source>
   <translation>{psnr} dB</translation>
  </message>
  <message>
   <source>{time} so far</source>
   <translation>bisher {time}</translation>
  </message>
  <message>
   <source>{title} is among the methods now.</source>
   <translation>{title} steht nun bei den Verfahren.</translation>
  </message>
  <message>
   <source>{words}. This cannot be undone.</source>
   <translation>{words}. Das lässt sich nicht rückgängig machen.</translation>
  </message>
 </context>
 <context>
  <name>Tool</name>
  <message>
   <source>After step {number}: {title}</source>
   <translation>Nach Schritt {number}: {title}</translation>
  </message>
  <message>
   <source>Aligned</source>
   <translation>Ausgerichtet</translation>
  </message>
  <message>
   <source>Alt-click first where to copy from</source>
   <translation>Zuerst mit Alt anklicken, woher kopiert wird</translation>
  </message>
  <message>
   <source>Alt-click where to copy from, then paint. The right button sets the source too.</source>
   <translation>Mit Alt anklicken, woher kopiert wird, dann malen. Auch die rechte Taste setzt die Quelle.</translation>
  </message>
  <message>
   <source>Alt-click where to copy texture from, then paint; its colours are blended into the place when the button is let go. The right button sets the source too.</source>
   <translation>Mit Alt anklicken, woher die Struktur kommt, dann malen; beim Loslassen werden ihre Farben der Stelle angepasst. Auch die rechte Taste setzt die Quelle.</translation>
  </message>
  <message>
   <source>As it was opened</source>
   <translation>Wie geöffnet</translation>
  </message>
  <message>
   <source>Brush</source>
   <translation>Pinsel</translation>
  </message>
  <message>
   <source>Brush stroke</source>
   <translation>Pinselstrich</translation>
  </message>
  <message>
   <source>Click a colour to mark what is like it. Alt or the right button takes it from the mask.</source>
   <translation>Eine Farbe anklicken, um zu markieren, was ihr gleicht. Alt oder die rechte Taste nimmt es aus der Maske.</translation>
  </message>
  <message>
   <source>Click a wire, crease, hair or scratch to mark all of it. With Whole line off it is followed from click to click, with Shift straight: Enter or a double click marks it, Backspace takes a click back. Alt at the first click erases.</source>
   <translation>Auf einen Draht, Knick, ein Haar oder einen Kratzer klicken, um ihn ganz zu markieren. Ist „Ganze Linie“ aus, wird von Klick zu Klick gefolgt, mit Umschalt gerade: Enter oder ein Doppelklick markiert, die Rücktaste nimmt einen Klick zurück. Alt beim ersten Klick radiert.</translation>
  </message>
  <message>
   <source>Clone stamp</source>
   <translation>Kopierstempel</translation>
  </message>
  <message>
   <source>Colour wand</source>
   <translation>Zauberstab</translation>
  </message>
  <message>
   <source>Connected</source>
   <translation>Zusammenhängend</translation>
  </message>
  <message>
   <source>Drag from corner to corner; Shift keeps it square. Alt or the right button erases.</source>
   <translation>Von Ecke zu Ecke ziehen; Umschalt hält es quadratisch. Alt oder die rechte Taste radiert.</translation>
  </message>
  <message>
   <source>Drag the picture to its place, a handle to scale it; Shift lets go of its proportions.</source>
   <translation>Ziehen Sie das Bild an seinen Platz, einen Griff für seine Größe; Umschalt löst das Seitenverhältnis.</translation>
  </message>
  <message>
   <source>Drag to move the photo. Space or the middle button do the same with any tool.</source>
   <translation>Ziehen verschiebt das Foto. Leertaste oder mittlere Taste tun das mit jedem Werkzeug.</translation>
  </message>
  <message>
   <source>Draw around it, or click corners and press Enter; Backspace takes one back. Alt or the right button erases.</source>
   <translation>Umfahren Sie es, oder klicken Sie Ecken an und drücken Sie die Eingabetaste; die Rücktaste nimmt eine zurück. Alt oder die rechte Taste radiert.</translation>
  </message>
  <message>
   <source>Draw lines into the hole for the fill to follow. Alt or the right button erases them; X swaps.</source>
   <translation>Zeichnen Sie Linien ins Loch, denen die Füllung folgt. Alt oder die rechte Taste löscht sie; X tauscht.</translation>
  </message>
  <message>
   <source>Each stroke copies from the same distance; off: each stroke begins at the source again</source>
   <translation>Jeder Strich kopiert aus demselben Abstand; aus: jeder Strich beginnt wieder an der Quelle</translation>
  </message>
  <message>
   <source>Eraser</source>
   <translation>Radierer</translation>
  </message>
  <message>
   <source>Eraser stroke</source>
   <translation>Radierstrich</translation>
  </message>
  <message>
   <source>Hand</source>
   <translation>Hand</translation>
  </message>
  <message>
   <source>Healing brush</source>
   <translation>Reparaturpinsel</translation>
  </message>
  <message>
   <source>How far a colour may be from the one that was clicked, of 255</source>
   <translation>Wie weit eine Farbe von der angeklickten entfernt sein darf, von 255</translation>
  </message>
  <message>
   <source>How wide the line is marked; 0 measures it</source>
   <translation>Wie breit die Linie markiert wird; 0 misst sie</translation>
  </message>
  <message>
   <source>Lasso</source>
   <translation>Lasso</translation>
  </message>
  <message>
   <source>Line</source>
   <translation>Linie</translation>
  </message>
  <message>
   <source>Mark where to take from (green) or not (red); X swaps. Alt or the right button clears.</source>
   <translation>Markieren Sie, woher genommen wird (grün) oder nicht (rot); X tauscht. Alt oder die rechte Taste löscht.</translation>
  </message>
  <message>
   <source>No line is found here: with Whole line off it can be set point by point</source>
   <translation>Hier ist keine Linie zu finden: Ist „Ganze Linie“ aus, lässt sie sich Punkt für Punkt setzen</translation>
  </message>
  <message>
   <source>One click marks the line from end to end, through crossings; off: from click to click</source>
   <translation>Ein Klick markiert die Linie von Ende zu Ende, auch über Kreuzungen; aus: von Klick zu Klick</translation>
  </message>
  <message>
   <source>Only what is connected with the place that was clicked; off: everywhere in the photo</source>
   <translation>Nur was mit der angeklickten Stelle zusammenhängt; aus: überall im Foto</translation>
  </message>
  <message>
   <source>Outside the photo there is nothing to copy: Alt-click inside it</source>
   <translation>Außerhalb des Fotos gibt es nichts zu kopieren: mit Alt hinein klicken</translation>
  </message>
  <message>
   <source>Paint over what should go. Alt or the right button erases; Shift-click draws a straight line.</source>
   <translation>Übermalen Sie, was weg soll. Alt oder die rechte Taste radiert; Umschalt-Klick zieht eine gerade Linie.</translation>
  </message>
  <message>
   <source>Paint the photo back as it was opened, or as it was at a step of the history. Shift-click restores along a straight line.</source>
   <translation>Das Foto zurückmalen, wie es geöffnet wurde oder bei einem Schritt des Verlaufs war. Umschalt-Klick holt entlang einer Geraden zurück.</translation>
  </message>
  <message>
   <source>Place</source>
   <translation>Platzieren</translation>
  </message>
  <message>
   <source>Rectangle</source>
   <translation>Rechteck</translation>
  </message>
  <message>
   <source>Restore</source>
   <translation>Zurückholen</translation>
  </message>
  <message>
   <source>Restore to</source>
   <translation>Zurück zu</translation>
  </message>
  <message>
   <source>Sketch</source>
   <translation>Skizze</translation>
  </message>
  <message>
   <source>Source</source>
   <translation>Quelle</translation>
  </message>
  <message>
   <source>Take paint away. Shift-click erases along a straight line.</source>
   <translation>Nimmt Farbe weg. Umschalt-Klick radiert entlang einer geraden Linie.</translation>
  </message>
  <message>
   <source>The moment whose pixels the brush brings back</source>
   <translation>Der Zeitpunkt, dessen Pixel der Pinsel zurückbringt</translation>
  </message>
  <message>
   <source>Tolerance</source>
   <translation>Toleranz</translation>
  </message>
  <message>
   <source>Whole line</source>
   <translation>Ganze Linie</translation>
  </message>
  <message>
   <source>Width</source>
   <translation>Breite</translation>
  </message>
 </context>
 <context>
  <name>View</name>
  <message>
   <source>&amp;100 %</source>
   <translation>&amp;100 %</translation>
  </message>
  <message>
   <source>&amp;Before and after</source>
   <translation>&amp;Vorher und nachher</translation>
  </message>
  <message>
   <source>&amp;Fit the window</source>
   <translation>Ins &amp;Fenster einpassen</translation>
  </message>
  <message>
   <source>&amp;Panels</source>
   <translation>&amp;Seitenleiste</translation>
  </message>
  <message>
   <source>&amp;Upright again</source>
   <translation>Wieder au&amp;frecht</translation>
  </message>
  <message>
   <source>&amp;View</source>
   <translation>&amp;Ansicht</translation>
  </message>
  <message>
   <source>All that is marked, as large as it fits</source>
   <translation>Alles Markierte, so groß es passt</translation>
  </message>
  <message>
   <source>Before, mask a&amp;nd after</source>
   <translation>Vorher, Maske u&amp;nd nachher</translation>
  </message>
  <message>
   <source>Change the &amp;theme</source>
   <translation>&amp;Farbschema wechseln</translation>
  </message>
  <message>
   <source>Fi&amp;lmstrip</source>
   <translation>Fi&amp;lmstreifen</translation>
  </message>
  <message>
   <source>Full &amp;screen</source>
   <translation>&amp;Vollbild</translation>
  </message>
  <message>
   <source>In one view, with what was marked between two lines</source>
   <translation>In einer Ansicht, zwischen zwei Linien das, was markiert war</translation>
  </message>
  <message>
   <source>One pixel of the photo is one of the screen</source>
   <translation>Ein Pixel des Fotos ist eines des Bildschirms</translation>
  </message>
  <message>
   <source>Rotate the view &amp;left</source>
   <translation>Ansicht nach &amp;links drehen</translation>
  </message>
  <message>
   <source>Rotate the view &amp;right</source>
   <translation>Ansicht nach &amp;rechts drehen</translation>
  </message>
  <message>
   <source>Show the &amp;mask</source>
   <translation>&amp;Maske zeigen</translation>
  </message>
  <message>
   <source>Side by side, with a line that can be moved</source>
   <translation>Nebeneinander, mit einer verschiebbaren Linie</translation>
  </message>
  <message>
   <source>System, light, dark</source>
   <translation>System, hell, dunkel</translation>
  </message>
  <message>
   <source>The photos of the folder, with a mark on those that were repaired</source>
   <translation>Die Fotos des Ordners; reparierte sind markiert</translation>
  </message>
  <message>
   <source>What is shown, not the photo; also with Shift and the wheel, and a drag with R held</source>
   <translation>Was gezeigt wird, nicht das Foto; auch mit Umschalt und dem Mausrad oder durch Ziehen mit gedrückter Taste R</translation>
  </message>
  <message>
   <source>Zoom &amp;in</source>
   <translation>Ver&amp;größern</translation>
  </message>
  <message>
   <source>Zoom &amp;out</source>
   <translation>Ver&amp;kleinern</translation>
  </message>
  <message>
   <source>Zoom to the mas&amp;k</source>
   <translation>Auf die Mas&amp;ke zoomen</translation>
  </message>
 </context>
 <context>
  <name>Window</name>
  <message>
   <source>Copied</source>
   <translation>Kopiert</translation>
  </message>
  <message>
   <source>Correct the edges with the Sketch tool, then choose Remove</source>
   <translation>Berichtigen Sie die Kanten mit dem Werkzeug Skizze und wählen Sie Entfernen</translation>
  </message>
  <message>
   <source>Drag the result from here into a folder or another program</source>
   <translation>Das Ergebnis von hier in einen Ordner oder ein anderes Programm ziehen</translation>
  </message>
  <message>
   <source>Drag the result out</source>
   <translation>Das Ergebnis hinausziehen</translation>
  </message>
  <message>
   <source>Find</source>
   <translation>Suchen</translation>
  </message>
  <message>
   <source>History</source>
   <translation>Verlauf</translation>
  </message>
  <message>
   <source>Mask</source>
   <translation>Maske</translation>
  </message>
  <message>
   <source>No change can be seen: what was marked looks as it did</source>
   <translation>Keine Änderung ist zu sehen: Das Markierte sieht aus wie zuvor</translation>
  </message>
  <message>
   <source>No edges are guessed here: draw some with the Sketch tool</source>
   <translation>Hier werden keine Kanten geschätzt: zeichnen Sie welche mit dem Werkzeug Skizze</translation>
  </message>
  <message>
   <source>Nothing changed outside the mask</source>
   <translation>Außerhalb der Maske hat sich nichts geändert</translation>
  </message>
  <message>
   <source>Original</source>
   <translation>Original</translation>
  </message>
  <message>
   <source>Outside the mask only the colour of {recoloured} pixels changed</source>
   <translation>Außerhalb der Maske änderte sich nur die Farbe von {recoloured} Pixeln</translation>
  </message>
  <message>
   <source>Panels</source>
   <translation>Seitenleiste</translation>
  </message>
  <message>
   <source>Photo being opened</source>
   <translation>Foto wird geöffnet</translation>
  </message>
  <message>
   <source>Pixels that changed outside the mask: {changed}</source>
   <translation>Pixel, die sich außerhalb der Maske änderten: {changed}</translation>
  </message>
  <message>
   <source>Preparing the result</source>
   <translation>Ergebnis wird vorbereitet</translation>
  </message>
  <message>
   <source>Repair</source>
   <translation>Reparatur</translation>
  </message>
  <message>
   <source>Saved {name}</source>
   <translation>{name} gespeichert</translation>
  </message>
  <message>
   <source>Scroll to this section</source>
   <translation>Zu diesem Abschnitt rollen</translation>
  </message>
  <message>
   <source>See the original while held (\)</source>
   <translation>Original ansehen, solange gehalten (\)</translation>
  </message>
  <message>
   <source>Show or hide this section</source>
   <translation>Diesen Abschnitt zeigen oder verbergen</translation>
  </message>
  <message>
   <source>Tool</source>
   <translation>Werkzeug</translation>
  </message>
  <message>
   <source>Tools</source>
   <translation>Werkzeuge</translation>
  </message>
  <message>
   <source>Verbs</source>
   <translation>Befehle</translation>
  </message>
  <message>
   <source>{n} answers: {key} shows the next</source>
   <translation>{n} Antworten: {key} zeigt die nächste</translation>
  </message>
 </context>
</TS>
