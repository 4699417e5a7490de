<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="he" sourcelanguage="en">
 <context>
  <name>Batch</name>
  <message>
   <source>1 cannot be: see Problems.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>1 photo will be looked at.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>1 photo will be repaired.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A mask for each photo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A table of all photos (CSV)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>All but the background</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>All were done by an earlier run: resume looks for what is new.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>All {n}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Also fill what is doubtful</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>An earlier run did {n} of them: resume leaves those alone.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>An earlier run did {n} with other settings ({names}): all are done anew.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>As a camera's date stamp is: the same size in pixels in every photo.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>As a logo is that grows with the photo.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>As large as fits</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>At work</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Automatic</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Before, mask and after</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Bottom</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Bottom left</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Bottom right</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>By 0.3 % of the photo's shorter side, and 3 pixels at least</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Cancel</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Centre</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose a mask</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose the folder for the results.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose the folder of masks.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose the mask that goes on all photos.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose: {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Close</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Contact sheet</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Continue</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Damage</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Does every photo again; results of the earlier run are replaced</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Drop a folder of photos here, or choose one on the left.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Every photo before and after, with its mask, in the browser</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Find it in each photo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Folder for the results</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Folder of masks</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Folder of photos</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Folders</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>For photos of the mask's proportions; others are listed as problems.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Format</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Go on</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How it lies</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How many photos are repaired beside each other: more need more memory</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>In % of the photo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It took {time}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Its proportions are kept; it lies against the side named below.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Left</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Left as it was</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Like each photo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Look for it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Looking at the photos</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Looking for what stays put</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Mask</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Missing is</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Name</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No photo is there yet.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No program opens it; it is here: {path}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Not repaired</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing found</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>One mask for all photos</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open the folder</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open the original</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open the result</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Original and result</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Pause</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Paused</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Photo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Photos</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Photos at once</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Pixel for pixel</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Please look</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Problems {n}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Progress</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Remarks</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Remove it from all photos</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Repair</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Repair a folder</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Repaired</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Repairing</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Repairing {percent} %</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Report</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Results</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Resume</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reviewed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Right</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Scaled to the photo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Sensor dust, a watermark, a date stamp: found by comparing the photos, and shown before anything is removed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Side by side in the editor, with the finds to leave or to repair</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Start</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Start anew</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>State</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Stop it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Stop watching</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Stopped. What is done stays done.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Stopping</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The first photo with this mask</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The folder is done.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The folder is no longer watched.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The folder is still being repaired</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The mask of a/b.jpg is a/b.png in this folder; white is missing.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The other way round</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>To look at {n}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Top</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Top left</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Top right</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Try the rest again</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Waiting</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Watch</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Watch it until I stop</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Watching a folder</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Watching the folder</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What appears in the folder is repaired too, once it is complete</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What is done stays done, and the rest can be resumed later</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What is done stays done, and the rest can be resumed later.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What is in the folder, and what appears in it, will be repaired.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What is missing and what is intact are exchanged</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What is tinted lies at the same place in photo after photo. It is divided out where it lets light through, and filled where it does not; nothing else changes.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What is transparent</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What is white</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What stays put</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What stays put over the photos</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Where</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Widen as the editor does</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>With the folders inside it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Without it such photos are delivered as they were, and listed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>about {time} left</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>dates of files</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>detector</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>done by an earlier run</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>doubtful finds</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>format</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>kind of damage</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>less than a minute left</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>masks</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>method</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>names</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>networks</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>options</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>paused</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>place of the mask</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>reading of masks</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>sensitivity</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>what stays put</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{ended} of {all}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{folder} repaired</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} becomes {result}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} stands for the photo's name, {format} for its format</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} cannot be: see Problems.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} copied, as nothing was found</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} left unchanged, as the finds are doubtful</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} not begun</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} not repaired</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} other files passed over</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} photos a minute</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} photos an hour</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} photos are through. Watching for more.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} photos of {width} × {height}: {percent} % of each stays put</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} photos will be compared; nothing is removed before you have seen it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} photos will be looked at.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} photos will be repaired.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} repaired</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} to look at</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{percent} % of a folder repaired</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{percent} % of it filled</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>Blend</name>
  <message>
   <source>Blend in</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Blend in (Enter)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Blend in a picture</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Blend without the network</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Blending</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Copy a picture or a photo file first.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Drag the picture to its place, a handle to change its size. Shift stretches it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How it is blended</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Leave the photo as it is (Esc)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Only what lies inside the frame can change.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Opening the picture</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Put away</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no picture to paste</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>Canvas</name>
  <message>
   <source>After</source>
   <translation>אחרי</translation>
  </message>
  <message>
   <source>Before</source>
   <translation>לפני</translation>
  </message>
  <message>
   <source>Mask</source>
   <translation>מסכה</translation>
  </message>
  <message>
   <source>No photo is open</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Pen down</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Pen up</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Photo</source>
   <translation>תמונה</translation>
  </message>
  <message>
   <source>Result</source>
   <translation>תוצאה</translation>
  </message>
  <message>
   <source>This tool can go on once the work on the photo is done</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>rotated by {angle} degrees</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{width} by {height} pixels, zoom {zoom} %, {tool}, brush {size} pixels</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>Compare</name>
  <message>
   <source>All fill the same mask. Nothing changes until you take a fill.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>All side by side</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Blink two</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Blink: {one} and {other}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Cancel</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Cancelled</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Close</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Compare methods</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Comparing methods</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Fill with these</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Filling</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Methods</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Methods to compare</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Take</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Take {method}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Waiting</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>Edit</name>
  <message>
   <source>&amp;Blend in a picture…</source>
   <translation>&amp;שילוב תמונה…</translation>
  </message>
  <message>
   <source>&amp;Copy the result</source>
   <translation>ה&amp;עתקת התוצאה</translation>
  </message>
  <message>
   <source>&amp;Edit</source>
   <translation>&amp;עריכה</translation>
  </message>
  <message>
   <source>&amp;Paste a photo</source>
   <translation>ה&amp;דבקת תמונה</translation>
  </message>
  <message>
   <source>&amp;Redo</source>
   <translation>ביצוע &amp;חוזר</translation>
  </message>
  <message>
   <source>&amp;Undo</source>
   <translation>&amp;ביטול</translation>
  </message>
  <message>
   <source>Copy a picture or a photo file first.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Copying</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Keeps photo and mask as they are now, above the history</source>
   <translation>שומר את התמונה והמסכה כפי שהן עכשיו, מעל ההיסטוריה</translation>
  </message>
  <message>
   <source>Lays another picture over the photo, to be placed and blended in</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Lays what was copied over the photo, to be placed and blended in</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Opens the picture, or the file, that was copied</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Paste &amp;into the photo</source>
   <translation>הדבקה &amp;לתוך התמונה</translation>
  </message>
  <message>
   <source>Take a &amp;snapshot</source>
   <translation>&amp;צילום מצב</translation>
  </message>
  <message>
   <source>The whole photo as it is now</source>
   <translation>התמונה כולה כפי שהיא עכשיו</translation>
  </message>
  <message>
   <source>There is no photo to paste</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>Empty</name>
  <message>
   <source>Drop a photo here</source>
   <translation>גררו לכאן תמונה</translation>
  </message>
  <message>
   <source>Find a caption</source>
   <translation>חיפוש כיתוב</translation>
  </message>
  <message>
   <source>Open a photo</source>
   <translation>פתיחת תמונה</translation>
  </message>
  <message>
   <source>Or try it on a sample</source>
   <translation>או נסו על דוגמה</translation>
  </message>
  <message>
   <source>Paint over what should go, choose Remove, and it is gone. The rest of the file stays.</source>
   <translation>צבעו על מה שיש להסיר, בחרו הסרה, והוא נעלם. שאר הקובץ נשאר.</translation>
  </message>
  <message>
   <source>Recent photos</source>
   <translation>תמונות אחרונות</translation>
  </message>
  <message>
   <source>Remove an object</source>
   <translation>הסרת עצם</translation>
  </message>
  <message>
   <source>Repair an old print</source>
   <translation>תיקון תצלום ישן</translation>
  </message>
 </context>
 <context>
  <name>Engine</name>
  <message>
   <source>0 finds the best</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>0: as it is</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A PNG with transparency</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A Photoshop block that cannot be read was left out: it may show the unrepaired photo.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A file could not be written</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A find was left as it is: it is too broad to be what it looks like.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A find was left as it is: it is too large to be what it looks like.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A find was left as it is: it may be a line of the scene, such as a wire or an edge.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A folder of this batch is gone</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A missing part of the picture was filled: see whether it will do.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A pattern for those who cannot tell the colours</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A picture in which white marks what is damaged</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A tight mask leaves a ghost of the rim; what is added is tinted too</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A watermark or logo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A worker does not see the folders of this batch</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A worker would give other results than this machine</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Adds a soft rim; what it adds is tinted too</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>All of the photo is marked</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>All of the photo looks damaged</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>All {total} blocks were encoded again, as pixels of each were changed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Allow reading it, then resume.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Another file is where the repaired photo belongs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Another training is at work in this folder</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Answers count less towards the rim of their patch</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Anywhere</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>As it is</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Assist</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Assist: what you marked and what it finds. Blind: what it finds. Manual: what you marked.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>At most</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Auto</source>
   <translation>אוטומטי</translation>
  </message>
  <message>
   <source>Auto takes the network whose damage looks most like the marked one</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Auto widens a painted mask a little</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Auxiliary pictures were removed: they show the unrepaired photo.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Bars 30</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Before, mask and after</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Below 1 the photo is seen through it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Best</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Best also matches fine features, and takes several times as long</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Blend gradients</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Blend the seam</source>
   <translation>טשטוש התפר</translation>
  </message>
  <message>
   <source>Blending</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Blending the seam</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Blind</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Carry texture</source>
   <translation>העברת מרקם</translation>
  </message>
  <message>
   <source>Carrying texture</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Change that, then start again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Check its name and its parameters.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Check the name and the folder.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose an output folder that lies apart from the photos.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose another detector, or scan again with infrared and save as TIFF.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose another detector; your photo is unchanged.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose another folder, or include the folders inside it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose another format: PNG takes photos of any size. Nothing was overwritten.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose one format for all photos, PNG for instance.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose one that holds JPEG, PNG, WebP, TIFF or BMP files without damage.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Close other programs, or repair a smaller part at a time; your photo is unchanged.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Colour</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Compact holes up to half of the region; a leaner relative of GLCIC</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Connect its disk again, then resume: what is done stays done.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Content credentials (C2PA) were removed: they vouch for the unrepaired photo.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Content that the surroundings do not show; colours may shift in irregular holes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Continue lines</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Cyan</source>
   <translation>ציאן</translation>
  </message>
  <message>
   <source>Damage</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Damage in the shape of {file}, colour {colour}, opacity {opacity}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Damage is</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Damage of another shape than it was trained on; holes wider than some 8 px become a blur</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Damage of any look that nobody marked: graffiti, stickers, pasted pieces, scribbles</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Damage that leaves something: noise, stains, fading, translucent marks; found by itself</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Dark</source>
   <translation>כהה</translation>
  </message>
  <message>
   <source>Default</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Device</source>
   <translation>התקן</translation>
  </message>
  <message>
   <source>Distance from the side</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Distance from top or bottom</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Drafting</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Dust</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Either way, as a share of the size</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Erasing things: large holes filled with pieces of the same photo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Estimating</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Every other damage, and this one where it is much larger or smaller than it was taught</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Every other damage: each font, size and colour needs a network of its own (lacuna train)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Every worker that took this photo died</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Export it as TIFF, PNG or JPEG first.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Faces, and whatever must be known to be drawn; holes that leave little of the photo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Fast</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Fast looks for four answers, best for eight, five times as long each</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Feather</source>
   <translation>ריכוך</translation>
  </message>
  <message>
   <source>Filling</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Filling piece {number} of {count}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Filling; nearly all of this region counts as damage, so little is known of it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Filling; this network was trained on other damage: {damage}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Finds were left as they are: all are light and round, as snow, stars and lights of the scene are.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Finds were left as they are: this looks like a drawing or a screenshot, whose own they may be.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Fine texture; holes with little known around them</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Finest</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Flat patches where there was texture; edges are not carried across wide gaps</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Flow</source>
   <translation>זרימה</translation>
  </message>
  <message>
   <source>Folder</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Folder for saved photos</source>
   <translation>תיקייה לתמונות שמורות</translation>
  </message>
  <message>
   <source>Folds, up to</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Font</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>From the next start on</source>
   <translation>החל מההפעלה הבאה</translation>
  </message>
  <message>
   <source>From the surroundings</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>From {source}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Give a mask for all photos instead; your photos are unchanged.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Give a picture in which white marks what is missing.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Give it one of 1 to 60 signs, in one line.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Give the workers more memory, then resume, or do so without the cluster.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Graffiti</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Grow</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Hairs, up to</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Hardness</source>
   <translation>קשיות</translation>
  </message>
  <message>
   <source>Has no texture: anything wider than some ten pixels becomes a blur</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Hatch the mask</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Higher finds fainter damage, and more that is none</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Higher takes more from the photo around it, lower keeps more of the picture</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Holes at the photo's border, and very large ones; colours may be off: blend the seam then</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Holes larger than the known part of the region; very varied photos, by the authors' account</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Holes of any shape up to about half the region: brush strokes, tears, stains</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How closely the patches follow each other, whose answers are averaged</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How far its colours shift to meet the photo at the rim; 0 keeps them</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How much an answer must look like what it was trained on, beside what is known of the photo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How much each touch of the brush adds; below 100 % a stroke builds up</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How much of a stroke is seen at most, however often the brush passes over a place</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How much of the brush is not soft (Shift+[ and Shift+])</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How much the repair takes from its surroundings; low values blend what is there. 0 leaves it to the network</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Install it with: pip install "lacuna[cluster]".</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Install it with: pip install "lacuna[onnx]". A Lacuna that brings its own Python cannot take it: there, install Lacuna with pip beside it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Install the same versions, weights and taught methods there, then resume.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Invents nothing: holes wider than some 20 px become a blur</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Invents nothing: what the photo shows nowhere else, such as half a face, it cannot complete</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It does not show what stays put over the other photos, or has another size.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It holds several pictures: only the first was repaired and kept.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It holds {count} pictures; the first is edited, and saved as a new file.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It is the page of a PDF: it is saved as a new photo, and the PDF stays as it is.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It may be damaged or incomplete: try another copy of it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Its HDR gain map was kept, and filled where the photo was.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Its Lab colours are shown and repaired as sRGB; what is not touched keeps its values.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Its colours are taken for sRGB: those of another profile look wrong.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Its date could not be kept.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Its end is missing, but no pixel is.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Its layers were read as the flat picture that goes with them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Its result was changed since, and kept.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Its source was not given</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Its {bits} bits a channel are read as {read}: the finer steps are gone.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Its {bits}-bit numbers are read as 16 bits a channel, and saved so as a new file.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>JPEG 2000 of more than 8 bits in other colours than gray and RGB</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>JPEG quality</source>
   <translation>איכות JPEG</translation>
  </message>
  <message>
   <source>Keeps its colours; only the rim is soft</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Knows its own kind of picture alone; draws 64 px a side, so that large holes come out soft</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Lacuna's own folder cannot be used</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Language</source>
   <translation>שפה</translation>
  </message>
  <message>
   <source>Large compact holes; texture is taken from elsewhere in the photo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Large holes become smooth: it was taught without a critic and invents no detail</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Large holes in pictures of the one kind it was trained on; gives several answers</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Large holes in texture: a guess whose features become those of patches around it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Large holes, by a model that you added: {file}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Large text</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Layers were left out: nothing was repaired in them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Leave --mask-from out, or give a picture that is transparent where something is missing.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Leave alone below</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Leave something that the repair can go by.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Leave the kind out, and damage of every kind is looked for.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Left out, since they may show the unrepaired photo: {names}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Left out: {names}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Light</source>
   <translation>בהירה</translation>
  </message>
  <message>
   <source>Lines</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Lines that enter the hole go on in it, and patterns keep their rhythm</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Loading</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Look</source>
   <translation>מראה</translation>
  </message>
  <message>
   <source>Looking for damage</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Looking for the object</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Looking for what stays put</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Lower the sensitivity or mark the damage yourself; your photo is unchanged.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Magenta</source>
   <translation>מגנטה</translation>
  </message>
  <message>
   <source>Make it writable, or set XDG_STATE_HOME and its kin to folders that are.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Make room on the disk or allow writing there; what was trained is still there.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Make room on the disk or allow writing there; your file is as it was.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Make room, then resume: what is done stays done.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Make white what should go; on the command line, --mask-from labels takes every value.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Makes what is marked wider on all sides; below 0 narrower</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Manual</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Mark a smaller part, reduce the photo, or take another method; your photo is unchanged.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Mark less of the photo, or allow more of it as the source; your photo is unchanged.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Mark the damage yourself, or reinstall Lacuna: its data files are missing.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Mask</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Mask colour</source>
   <translation>צבע המסכה</translation>
  </message>
  <message>
   <source>Matching patches</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Medium and large holes where outlines matter; its edges can be drawn and erased</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Medium and large holes whose content is also seen around them</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Memory for undo</source>
   <translation>זיכרון לביטול פעולות</translation>
  </message>
  <message>
   <source>Memory was short, so the photo was worked on in smaller pieces.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Models of your own need a part that is not installed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>More than an eighth of the photo was found damaged: see whether it is.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>More than an eighth of the picture is missing and was left: see whether it can be filled.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>More than half of the photo is marked: was the mask meant the other way round?</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Move it onto the photo first.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Multiplies what counts as lost: more takes faint damage away whole, and fine texture with it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Name one of the layers it has.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Name the folder of a finished training.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Network (VCN)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No method of this name was taught or imported</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No model of this name was added</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>None of {total} blocks was encoded again, as no pixel was changed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Normal</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Not all of its scans are there: a part of its detail is missing.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Not measured by Lacuna. It takes: {contract}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing is marked</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing is marked in its mask.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing sure was found. The editor outlines unsure finds with dashes: {count}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing that was found is certain: see whether it is damage.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing was added: Lacuna takes ONNX files that fill holes in photos, as LaMa and MI-GAN do.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing was added: if it does fill holes, say how it takes pictures, as by --mask-hole.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing was found that stays put over these photos</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing was found.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing was imported: ask for the file again, as Lacuna exported it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing was imported: update Lacuna first.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing was overwritten: choose another folder or make room, then save again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing was overwritten: choose another folder or make room, then try again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing was overwritten: move it away or choose another output folder, then resume.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing was overwritten: save under another name, or open the photo from the list again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Of a pen on a tablet; a mouse always presses fully</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Of photos that were no JPEG, and of copies; at 95 no difference is seen</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Offered whenever a photo gets a new name; empty: the photo's own folder</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>One known kind of thin damage all over the photo, such as text, a watermark or lines</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>One or a few compact holes amid known surroundings</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Only TIFF holds the further channels of this file: they were left out.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Only TIFF holds the infrared channel of this scan: it was left out.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Only one of {total} blocks was encoded again; the others are as they were.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Only {changed} of {total} blocks were encoded again; the others are as they were.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Opacity</source>
   <translation>אטימות</translation>
  </message>
  <message>
   <source>Open the photo itself; it is unchanged.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Other than in the paper, a deeper network finds the damage, and the filling one adds to a fill by diffusion; it has hardly learnt, and the two were trained one after the other, not jointly</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Other than in the paper, an encoder, trained beside the generator, proposes the first answer</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Other than in the paper, its network adds to a smooth fill (a membrane)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Other than in the paper, its network adds to a smooth fill (a membrane), and it learnt by the features of Lacuna's own network in place of VGG's</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Other than in the paper, its network corrects a first fill by diffusion</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Over how many pixels the picture fades in at its rim</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Page {number} of {count} of a PDF: it is saved as a new photo, and the PDF stays as it is.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Page {number} of {count}; the other pages stay as they are when it is saved.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Pages are counted from 1.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Paint over what should go.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Paints four times, shifted by a pixel or two, and takes the mean: a little better, slower</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Pairs of damaged and clean photos</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Patch size</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Pen</source>
   <translation>עט</translation>
  </message>
  <message>
   <source>Picture</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Pixels that lost no more than this share are not changed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Place</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Preparing</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Pressure changes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Preview</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Previews of the unrepaired photo were removed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Prior</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Put it back where it was and try again: the work is kept.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Put one there, then resume.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Put that right, then resume, or go on without it: what is done stays done.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Put the earlier file back and try again: the work is kept.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Quality</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Radius</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Raindrops</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Raise that limit (ulimit -v), or give a mask and the method telea, which needs less; your photo is unchanged.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Rank</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Rectangles and compact holes, and broad strokes; one fast pass without a search</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reduce it or split it first.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Refining</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reinstall Lacuna or pick another method; your photo is unchanged.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Remove as soon as the brush is lifted</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Removing a chosen object; damage that covers most of the photo; thin scratches</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Removing objects of any outline; texture is taken from elsewhere in the photo. Lines drawn into the hole steer it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Repair</source>
   <translation>תיקון</translation>
  </message>
  <message>
   <source>Resume it with those, or start anew: that does every photo again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Resume with it, with another one or without: what is done stays done.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reviewed: it was repaired in the editor.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reviewed: the photo was left as it was.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reviewed: the result of the run was kept.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Run a batch on the folder it leads to.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Running it on a drawn picture</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Safety</source>
   <translation>בטיחות</translation>
  </message>
  <message>
   <source>Save a rescue copy every</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Saving</source>
   <translation>שמירה</translation>
  </message>
  <message>
   <source>Scattered specks and thin damage in regular patterns: facades, fabric, tiles</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Scratches and dust</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Scratches, dust, old prints</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Scratches, up to</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Seamless</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Searching</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>See lacuna --help.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Sees and paints 128 × 128 px: what it adds is blurred, in large holes a lot</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Sensitivity</source>
   <translation>רגישות</translation>
  </message>
  <message>
   <source>Share them with all workers under the same names, then resume.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Shifts its colours so that they meet the photo at the rim (Poisson blending)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Shifts its colours, then paints its rim and what looks out of place anew to fit the photo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Shifts the colours of the fill so that it meets its surroundings (Poisson blending)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show the filmstrip</source>
   <translation>הצגת רצועת התמונות</translation>
  </message>
  <message>
   <source>Size</source>
   <translation>גודל</translation>
  </message>
  <message>
   <source>Size and flow</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Sizes differ by</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Slow; a wrong guess becomes sharp, not right; regular patterns may be off by some pixels</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Slow; wide holes become streaks along rows and columns</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Smears anything wider than some ten pixels</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Smears anything wider than some ten pixels, and leaves streaks</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Soft fills of large holes and wide strokes get detail from around the hole, all fills the photo's grain</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Soft patches</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Soft rim</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Something foreign</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Something went wrong</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Something went wrong that Lacuna did not foresee</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Specks of dust, up to</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Start anew with an empty output folder.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Steady</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Steps</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Strength</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Surroundings</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>System</source>
   <translation>מערכת</translation>
  </message>
  <message>
   <source>TIFF holds at most 4 GB</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Takes the differences of neighbouring pixels from an answer; off: its pixels as they are</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Takes the mean of two fills, one of them turned and mirrored, also where the region is large</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Text</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Text and watermarks</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Text in a font</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Text in {font}, {size} px, colour {colour}, opacity {opacity}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Text of one known font, size and colour, wherever it stands in the photo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>That damage cannot be made</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>That device is not available</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>That is no name for a method</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>That option does not fit</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>That request cannot be carried out</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The HDR gain map was removed: it shows the unrepaired photo.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The brush's diameter in pixels of the photo ([ and ], or Alt and the wheel)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The cluster cannot do this batch</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The colour that marks had left beside them was removed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The connection to the scheduler is lost</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The depth map was removed: it shows the unrepaired photo.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The detector is not sure of what it found: see whether it is damage.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The disk is full</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The earlier run had other settings</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The feature network does not have that layer</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The file is cut off: a part of its detail is missing.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The file is cut off: a part of the picture is missing, and can be filled.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The first learned fill of large holes, to compare with; a rough guess of what was there</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The graphics card's memory was too small, so the CPU did the work.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The infrared of this scan does not show its dust</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The journal of the earlier run cannot be read</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The maker note was left out: it does not survive being moved.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The mark {file}, opacity {opacity}, {layout}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The mask holds labels: every value but the background is missing.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The mask is a painted copy of the photo: where the two differ is missing.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The mask is paint on a transparent layer: what is painted is missing.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The mask is painted in colour: what is coloured or white is missing.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The mask it would have been repaired with</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The mask looks like a photo, not like a mask: its bright parts are missing.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The mask was read from its transparency: what is transparent is missing.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The method could not be kept</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The missing part of the picture was filled.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The model could not be kept</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The other pages were left out: the file that they were read from has changed since, or is gone.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The palette has no room for the repaired colours: saved as full colour.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The palette has no room for the repaired colours: the nearest ones were taken.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The photo could not be saved</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The photo is being worked on</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The photo this work belongs to has changed since</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The photo this work belongs to is gone</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The photos of the open photo's folder, below it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The picture covers nothing of the photo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The picture has no transparency: all of its rectangle is taught as damage.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The portrait mattes were removed: they show the unrepaired photo.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The repair did not work</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The result has changed since it was looked at</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The safety copy of your work cannot be written</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The shape of a mask</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The video of this motion photo was removed: it shows the unrepaired photo.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The whole photo was encoded again: the blocks of its JPEG could not be kept.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The whole photo was encoded again: the file that it was read from has changed since, or is gone.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The window needs a library that this system lacks</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The work in the background broke off</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Their length</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Their width</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Theme</source>
   <translation>ערכת צבעים</translation>
  </message>
  <message>
   <source>There are no photos in this folder</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There are stray bytes between its parts; it was read without them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no photo in this folder</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no screen to open the editor on</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no such damage</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no such detector</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no such kind of damage</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no such mask</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no such method</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no such model file</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no such page</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no such photo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is not enough memory for this</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is nothing to fill the hole from</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is nothing to keep here</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>These folders are being worked on already</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>These two folders cannot be used together</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Thin and ragged holes, for which DeepFill v2 was made; faces; holes that leave little</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Thin damage and small specks, smoothly</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Thin damage in pictures with clear edges</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Thin damage of any colour: text, lines, scratches, dust, strokes up to some 20 px</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Thin damage was filled by {method}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Thin damage, in an instant</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This batch cannot start</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This copy of Lacuna has no trained detector</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This file comes from a newer Lacuna</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This file holds no method that can be imported</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This folder cannot be read</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This folder is a link, and links to folders are not followed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This format can be read but not written</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This hole is too large for this method</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This kind of damage cannot be taught</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This kind of file is not supported</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This mask cannot be read</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This mask does not fit</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This mask has no transparency</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This method's data file is damaged</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This method's data file is missing</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This model cannot be added</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This photo cannot be read</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This photo has no infrared channel</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This photo has no mask</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This photo is too large</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This work cannot be recovered</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Tiled</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>To be reviewed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Tolerance</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Trained for minutes, good at noise alone: text and stains are hardly found, fine texture goes with the noise</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Trained on</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Translucent dust was divided out by the infrared channel, and the photo under it was kept.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Translucent marks were removed, and the photo under them was kept.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Try it again; what it had saved is still there.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Turned and mirrored</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Turned by up to</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Up to {scratches} scratches, {dust} specks, {hairs} hairs, {folds} folds, opacity {opacity}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Use --device cpu or auto; lacuna doctor lists what this machine has.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Use a mask of the photo's size or of the same proportions.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Very large holes become smooth; its widths are Lacuna's own, the paper's are not known</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Wait for it to end, or end it; what it has learnt is kept.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Wait until it is done, or press Esc to cancel.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Wait until that run is done, or stop it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What differs in pairs of damaged and clean photos</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What followed the picture in its file was left out: it may show the unrepaired photo.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What is lost if the power fails</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What stays put over the photos was divided out, and the photo under it was kept.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What the network would change by more than this is damage; of the range from black to white</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What was found may belong to the photo: see whether it is damage.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What was found was filled, and no change can be seen.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Where networks run</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Where the photo is half transparent, the layer of the repair shows it more opaque.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Wide holes were filled by {method}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Widen by</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Width</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>With photos of the same names and sizes in damaged and clean</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Working on a cluster needs a part that is not installed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Yellow</source>
   <translation>צהוב</translation>
  </message>
  <message>
   <source>Your photo is unchanged.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Your photo is unchanged: try another method.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Your photo is unchanged; the log file says more.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Your work is unharmed: make room on the disk, or save soon.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>a JPEG of {bits} bits</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>a Photoshop file of {bits} bits a channel</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>a batch needs a worker, not {given}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>a colour is written as #ff8800, not {given}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>a damaged {kind} file</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>a folder of that name is in the way</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>a range is two numbers, not {given}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>another program changed it meanwhile</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>another version of Lacuna wrote it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>black</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>colour is one of {values}, mean, or three numbers, not {given}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>damage is written ID:NAME=VALUE,…, not {given}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>done</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>doubtful, left as it was</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>failed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>image {image_range} {colours} {layout}, mask {mask_range} with {mask_hole} = missing, answer {output_range}, sides of {sides} px</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>it breaks off</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>it cannot be unpacked</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>it crashes what runs it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>it does not run: {reason}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>it does not take an image and a mask: it has {count} of inputs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>it has a palette and alpha</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>it has a tensor larger than any network needs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>it has no pages</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>it has one page, and page {number} is none</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>it has {count} pages, and page {number} is none of them</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>it holds layers without the flat picture of them</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>it holds neither LabelMe's shapes nor COCO's annotations</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>it holds other files than a method has</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>it holds what a camera's sensor saw, and no finished picture</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>it holds {count} images named {photo}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>it is a stack of pictures</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>it is cut off, or no ONNX file</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>it is larger than any method</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>it is larger than {gigabytes} GB</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>it is no JSON file</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>it is no taught method of version {number}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>it is protected by a password</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>it lies deeper than any folder that is looked into</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>it needs code that is not in it: {operator}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>it runs for more than {seconds} s</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>it takes more than {gigabytes} GB of memory</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>it takes pictures of {sides} px</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>it takes pictures that are not square</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>it takes {count} photos of one size and orientation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>it takes {size} px with its surroundings, {side} are drawn</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>its annotations are damaged</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>its answer holds values that are no numbers</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>its answer is not the picture that it was given, with the hole filled</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>its answer is {given}, not N × {wanted}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>its card cannot be read</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>its card has no date</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>its card has no proper id</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>its card has words where numbers belong</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>its card lacks words, or has some that cannot be shown</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>its card says {name} {value}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>its colours are {kind}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>its content is not what it was when it was exported</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>its fourth channel is dark in more than a fifth of the photo, as no infrared is</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>its infrared shows the picture itself, as on silver black-and-white film</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>its inputs are not an image of three channels and a mask of one</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>its links lead in a circle</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>its network is none that this Lacuna has</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>its palette has more than 256 colours</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>its pixels are {bits}-bit numbers of another kind</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>its weights are in other files, which are not read</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>its {name} is of type {type}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>lacuna doctor lists them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>lacuna doctor names the packages to install; lacuna repair --help works without.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>lacuna methods --json lists each method's options.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>lacuna methods lists them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>lacuna methods lists them; those that ship stay.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>lacuna models list names them; methods that ship stay.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>lacuna repair --help works without one.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>layers are written as 16^2,512,512,512,8^2, not {given}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>layers are written of gray and RGB photos, and this one is CMYK</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>layout is anywhere or tiled, not {given}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>mark is tiled, logo or stamp, not {given}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>no folder has such a name</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>no scheduler answers at {address}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>not given</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>nothing found</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>onnxruntime does not read it: {reason}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>queued</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>reading it is not allowed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>running</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>that disk is read-only</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>the card of {id} does not say what its layers are</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>the card of {id} does not say what its network is</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>the card of {id} tells of a network that cannot be</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>the card of {id} tells of a network that is too large</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>the card that was trained is not in order</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>the contract in its card is not complete</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>the disk is full</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>the filler another_print needs other photos</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>the filler natural needs other photos</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>the filler natural needs photos of the other half; add photos</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>the folder is gone</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>the journal in {path}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>the link leads nowhere</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>the mask is {mask}, smaller than the photo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>the mask is {mask}, the photo {photo}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>the name is too long for this disk</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>the name pattern {pattern} needs {name}, and takes but {format} beside it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>the photos differ everywhere</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>the photos lie inside {path}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>the place of the mask is given in %, from 0 to 100, and its width is more than 0</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>the sensitivity goes from 0 to 1, and {given} does not</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>the sides in its card do not fit together</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>there is no folder {path}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>there is no font {name}; there are: {known}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>there is no option {option}; there are: {known}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>there is no parameter {name} in any of this recipe's damages</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>there is no parameter {name}; there are: {known}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>there is no way to blend called {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>there is no {device} here</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>there is no {role} {name}; there are: {known}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>there is not enough memory</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>this damage needs a mask: file=MASK.png</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>this damage needs a picture: file=LOGO.png</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>this process may use {limit} MB, and {needed} MB more than the {used} MB in use are needed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>version {number}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>white</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>writing there is not allowed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>your share of the disk is used up</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{address} has had no worker for {seconds} s</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{device} is none of {known}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{error}, and no log could be written</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{error}, see {path}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{format} cannot be written</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{format} cannot say that the colours are {colours}: they will look wrong.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{format} holds at most {side} pixels a side</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{format} holds no CMYK: saved as sRGB.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{format} holds no layers; OpenRaster (.ora) and TIFF do</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{format} holds no transparency: laid on white.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{format} holds no {lost}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{format} holds {bits} bits a channel: the finer steps are gone.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{format} is always encoded as a whole, which moves pixels outside the mask a little. The file has {after} MB, and had {before} MB.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{format} is encoded as a whole, in about {seconds} s: pixels outside the mask move a little, and the file stays near its {before} MB. PNG and TIFF keep every pixel.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{format} is encoded as a whole, in about {seconds} s: pixels outside the mask move a little. PNG and TIFF keep every pixel.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{given} is no JSON</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{id} has no {layer}; it has {known}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{id}; there are: {known}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{kind} needs {option}=…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{kind}; {detector} tells apart: {known}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{layers} has a layer without units</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{layers}: the patch seen is larger than the one answered, by an even number of px</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{machine} has {others}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{method} makes no use of the guide {guide}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{method} stopped with {error}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} and its card</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} cannot be read</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} does not fit into memory</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} does not fit this version of Lacuna</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} has no proper id or date</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} has no proper title</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} has no suffix of a format that can be written ({known})</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} has other pages, and another program has changed it since</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} holds no picture that Lacuna knows, whatever its name says</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} holds no value from {least}: its largest is {largest}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} is a camera's RAW file</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} is a folder</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} is empty</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} is larger than {side} px</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} is no card of version {number}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} is no photo that Lacuna knows</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} is not a file</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} is not the file its card describes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} is one of {values}, not {given}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} is {mask}, the photo {photo}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} lacks words, or has some that cannot be shown</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name}: {cause}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{option} goes from {low} to {high}, not {given}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{option} is on or off, not {given}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{option} is one of {values}, not {given}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{option} takes a number, not {given}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path} cannot be written ({reason})</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path} exists and is no report of a batch</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path} holds the photos and the masks at once</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path} is a file</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path} is damaged</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path} is the folder of the photos itself</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path} leads out of {out}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{path} on {machine}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{pattern} is no name pattern: it takes {name} and {format}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{pattern} is no name that every disk can hold</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{size} pixels do not fit into this machine's free memory</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{subject} ({reason})</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>ExternalEdit</name>
  <message>
   <source>&amp;Done</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Back to the other program; the file stays as it is</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Cancel</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Done</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Done writes the photo to its file; Cancel leaves the file as it is.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It holds more than Lacuna can write. Save the repaired photo under another name.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save as…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This file cannot be written back</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Write the photo to its file, and back to the other program</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>File</name>
  <message>
   <source>&amp;Close photo</source>
   <translation>&amp;סגירת התמונה</translation>
  </message>
  <message>
   <source>&amp;File</source>
   <translation>&amp;קובץ</translation>
  </message>
  <message>
   <source>&amp;Next page or photo of the folder</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Open…</source>
   <translation>&amp;פתיחה…</translation>
  </message>
  <message>
   <source>&amp;Previous page or photo of the folder</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Print…</source>
   <translation>&amp;הדפסה…</translation>
  </message>
  <message>
   <source>&amp;Quit</source>
   <translation>&amp;יציאה</translation>
  </message>
  <message>
   <source>&amp;Save</source>
   <translation>&amp;שמירה</translation>
  </message>
  <message>
   <source>Forget these</source>
   <translation>לשכוח אותן</translation>
  </message>
  <message>
   <source>Many photos at once, in a window of its own</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open &amp;recent</source>
   <translation>תמונות &amp;אחרונות</translation>
  </message>
  <message>
   <source>OpenRaster or TIFF: the photo as opened, and the repair over it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Preparing to print</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Repair a &amp;folder…</source>
   <translation>תיקון &amp;תיקייה…</translation>
  </message>
  <message>
   <source>Save &amp;as…</source>
   <translation>שמירה &amp;בשם…</translation>
  </message>
  <message>
   <source>Save a cop&amp;y…</source>
   <translation>שמירת &amp;עותק…</translation>
  </message>
  <message>
   <source>Save the repair as a &amp;layer…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Se&amp;ttings…</source>
   <translation>&amp;הגדרות…</translation>
  </message>
  <message>
   <source>The photo could not be printed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The printer does not answer, or the file cannot be written there.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>To another file, while this one stays open as it is</source>
   <translation>לקובץ אחר; הקובץ הזה נשאר פתוח כמות שהוא</translation>
  </message>
  <message>
   <source>Under another name; the photo as opened stays</source>
   <translation>בשם אחר; התמונה המקורית נשארת</translation>
  </message>
 </context>
 <context>
  <name>Files</name>
  <message>
   <source>Another program waits for this photo: end that first</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Getting unsaved work back</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing outside the mask changed before encoding; the encoding itself moves pixels a little. PNG and TIFF keep every pixel.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open another photo…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Opening {name}</source>
   <translation>פותח את {name}</translation>
  </message>
  <message>
   <source>Pasted picture</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Sample photo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save as PNG…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save as…</source>
   <translation>שמירה בשם…</translation>
  </message>
  <message>
   <source>Saved {name}</source>
   <translation>{name} נשמר</translation>
  </message>
  <message>
   <source>Saving {name}</source>
   <translation>שומר את {name}</translation>
  </message>
  <message>
   <source>The folder of this photo is gone, or cannot be read</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The layers need a file beside the photo: choose another name</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no photo in this folder</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This folder cannot be read</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This is the first photo of its folder</source>
   <translation>זו התמונה הראשונה בתיקייה</translation>
  </message>
  <message>
   <source>This is the last photo of its folder</source>
   <translation>זו התמונה האחרונה בתיקייה</translation>
  </message>
  <message>
   <source>Try again</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What is tinted is not filled yet. Choose Remove to fill it, then save again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name}, page {page}</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>Filmstrip</name>
  <message>
   <source>Photos of the folder</source>
   <translation>תמונות התיקייה</translation>
  </message>
  <message>
   <source>{name}, repaired</source>
   <translation>{name}, תוקנה</translation>
  </message>
 </context>
 <context>
  <name>Find</name>
  <message>
   <source>, {unsure} unsure</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>1 doubtful find was left</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>1 find</source>
   <translation>ממצא אחד</translation>
  </message>
  <message>
   <source>1 find did not visibly change</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>1 find filled</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>1 unsure find</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A higher sensitivity finds fainter damage.</source>
   <translation>רגישות גבוהה יותר מוצאת פגמים חלשים יותר.</translation>
  </message>
  <message>
   <source>About the detector</source>
   <translation>על הגלאי</translation>
  </message>
  <message>
   <source>Anything</source>
   <translation>הכול</translation>
  </message>
  <message>
   <source>Click a find to leave it as it is.</source>
   <translation>לחצו על ממצא כדי להשאירו כמות שהוא.</translation>
  </message>
  <message>
   <source>Click a find to leave it, a dashed one to repair it too.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Click to leave it as it is</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Click to repair it too</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Damage that nobody marked: text, scratches, dust, graffiti, drops.</source>
   <translation>פגמים שאיש לא סימן: כתב, שריטות, אבק, גרפיטי, טיפות.</translation>
  </message>
  <message>
   <source>Detector</source>
   <translation>גלאי</translation>
  </message>
  <message>
   <source>Find</source>
   <translation>חיפוש</translation>
  </message>
  <message>
   <source>How well it finds damage (F1; 1: all of it and nothing else)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Kind</source>
   <translation>סוג</translation>
  </message>
  <message>
   <source>Look closer</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Looking for damage</source>
   <translation>מחפש פגמים</translation>
  </message>
  <message>
   <source>Marking the finds</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing found</source>
   <translation>לא נמצא דבר</translation>
  </message>
  <message>
   <source>Nothing is left to repair</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing sure was found</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Pick all</source>
   <translation>בחירת הכול</translation>
  </message>
  <message>
   <source>Repair all the same</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Seen: drawn as it learnt it. Unseen: drawn in ways it never met. {n} photos each.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>That is much. Look at what is marked before it is filled.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The damage to look for</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The photo is as it was. What should go can also be painted over.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This build was not measured.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What is outlined with dashes is repaired once you click it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What it finds, how it was trained, and how well it does</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What looks for it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>seen</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>unseen</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{all} finds</source>
   <translation>{all} ממצאים</translation>
  </message>
  <message>
   <source>{chosen} of {all} finds</source>
   <translation>{chosen} מתוך {all} ממצאים</translation>
  </message>
  <message>
   <source>{kind}, doubtful by its size, shape or surroundings</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{kind}, {sure} % sure</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} doubtful finds were left</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} finds did not visibly change</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} finds filled</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} kinds</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{percent} % of the photo looks damaged</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{unsure} unsure finds</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>Gestures</name>
  <message>
   <source>A straight line</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Alt and click, or right button</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Alt and drag, or right button</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Alt and wheel</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Backspace</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Brush size</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Cancel what runs, else the stroke</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Click along it, then Enter</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Drop or paste it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Enter</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Erase the mask, or lines</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Esc</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Finish a shape</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Follow a wire, hair or scratch with the line tool</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Hold \</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Mouse wheel, or pinch</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Move the view</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open a photo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>See the original</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Set where the clone stamp and the healing brush copy from</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Shift and click</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Space and drag, middle button, or two fingers</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Take the last corner or click back</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Zoom at the cursor</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>Help</name>
  <message>
   <source>&amp;About Lacuna</source>
   <translation>&amp;אודות Lacuna</translation>
  </message>
  <message>
   <source>&amp;Help</source>
   <translation>&amp;עזרה</translation>
  </message>
  <message>
   <source>&amp;Keyboard shortcuts</source>
   <translation>&amp;קיצורי מקלדת</translation>
  </message>
  <message>
   <source>About Lacuna</source>
   <translation>אודות Lacuna</translation>
  </message>
  <message>
   <source>Repairs photos on this machine alone; nothing is sent anywhere. The code is under the MIT licence, the data of the networks under LICENSE-WEIGHTS. Icons: Lucide (ISC). Sample photos: a lawn and SpaceX's Falcon 9 (CC0), Eileen Collins (NASA, public domain).</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>History</name>
  <message>
   <source>Delete</source>
   <translation>מחיקה</translation>
  </message>
  <message>
   <source>Delete one, or allow more memory for undo in the settings: both share it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Go back to it</source>
   <translation>חזרה אליו</translation>
  </message>
  <message>
   <source>Opened</source>
   <translation>נפתחה</translation>
  </message>
  <message>
   <source>Rename</source>
   <translation>שינוי שם</translation>
  </message>
  <message>
   <source>Snapshot {number}</source>
   <translation>צילום מצב {number}</translation>
  </message>
  <message>
   <source>Snapshot: click to go back to it, F2 to rename it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Snapshots and steps, the newest last</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Taking a snapshot</source>
   <translation>מצלם מצב</translation>
  </message>
  <message>
   <source>There is no room for another snapshot</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>How</name>
  <message>
   <source>A pair is one unit, the strongest first: left what it wants to see in the pixels, right in the mask. Light counts for it, dark against it, middle grey not at all.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A tile is one unit, the strongest first: what it wants to see in the pixels. Light counts for it, dark against it, middle grey not at all.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Cancel</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Eight units of the last layer. Above, the pattern that excites the unit most while a letter (red) covers it; below, what it then adds to the answer inside the green frame. A feature that goes on outside the letter is known by its visible part.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Eight units of the last layer. Above, the pattern that excites the unit most; below, what it then adds to the answer inside the green frame.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How it works…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How {name} works</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Looking into the network</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Network</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Progress</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Recognised pattern</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show all {count}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Stopped.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This network looks at a patch of {inner} × {inner} pixels and at the mask in it, and answers the {outer} × {outer} pixels in its middle. It does so all along the damage; where answers overlap, their mean is taken.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This network looks at a patch of {inner} × {inner} pixels, without a mask, and answers the {outer} × {outer} pixels in its middle. It does so all over the photo; where answers overlap, their mean is taken.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Trained on: {damage}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Try again</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Units in its layers: {layers}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What is played back</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What it recognises, and what it plays back</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What its first layer looks for</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What this network looks for, and what it answers, in pictures</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>bars at {angle}°</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>letters</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>letters of {size} px</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>lines</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>Mask</name>
  <message>
   <source>&amp;Clear</source>
   <translation>&amp;ניקוי</translation>
  </message>
  <message>
   <source>&amp;Feather…</source>
   <translation>&amp;ריכוך השוליים…</translation>
  </message>
  <message>
   <source>&amp;Grow…</source>
   <translation>ה&amp;רחבה…</translation>
  </message>
  <message>
   <source>&amp;Harder brush</source>
   <translation>מברשת &amp;קשה יותר</translation>
  </message>
  <message>
   <source>&amp;Invert</source>
   <translation>&amp;היפוך</translation>
  </message>
  <message>
   <source>&amp;Larger brush</source>
   <translation>מברשת &amp;גדולה יותר</translation>
  </message>
  <message>
   <source>&amp;Mask</source>
   <translation>&amp;מסכה</translation>
  </message>
  <message>
   <source>&amp;Softer brush</source>
   <translation>מברשת &amp;רכה יותר</translation>
  </message>
  <message>
   <source>&amp;Tighten to the object</source>
   <translation>ה&amp;צמדה לעצם</translation>
  </message>
  <message>
   <source>Adds a soft rim; what it adds is tinted too</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>As a PNG: white = missing</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>As a file beside it, which is offered when the photo is opened again</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Clear the s&amp;ketch</source>
   <translation>ניקוי ה&amp;שרטוט</translation>
  </message>
  <message>
   <source>Clear the s&amp;ource</source>
   <translation>ניקוי ה&amp;מקור</translation>
  </message>
  <message>
   <source>E&amp;xport…</source>
   <translation>&amp;ייצוא…</translation>
  </message>
  <message>
   <source>From a picture: white = missing</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>I&amp;mport…</source>
   <translation>יי&amp;בוא…</translation>
  </message>
  <message>
   <source>Invert the mask</source>
   <translation>היפוך המסכה</translation>
  </message>
  <message>
   <source>Makes what is marked narrower</source>
   <translation>מצמצם את מה שסומן</translation>
  </message>
  <message>
   <source>Makes what is marked wider</source>
   <translation>מרחיב את מה שסומן</translation>
  </message>
  <message>
   <source>More than half of the photo is marked</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No object stands out in what is marked</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reading the mask</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>S&amp;maller brush</source>
   <translation>מברשת &amp;קטנה יותר</translation>
  </message>
  <message>
   <source>S&amp;wap brush and eraser</source>
   <translation>ה&amp;חלפת מברשת ומחק</translation>
  </message>
  <message>
   <source>Sa&amp;ve mask with the photo</source>
   <translation>שמירת המסכה &amp;עם התמונה</translation>
  </message>
  <message>
   <source>Sh&amp;rink…</source>
   <translation>&amp;צמצום…</translation>
  </message>
  <message>
   <source>Takes all lines away, drawn and guessed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Takes away what says where to take from, green and red</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The mask was read</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This photo has a mask</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Tighten to the object</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Use it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What was marked roughly becomes the object in it, with the shadow that it casts</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>White is what will be filled. Some programs write masks the other way round.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Writing the mask</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} lies beside it.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>Messages</name>
  <message>
   <source>Close this message</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Close this message (Esc)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Message</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>Method</name>
  <message>
   <source>Auto</source>
   <translation>אוטומטי</translation>
  </message>
  <message>
   <source>Chooses by the mask</source>
   <translation>בוחר לפי המסכה</translation>
  </message>
  <message>
   <source>For study: {gain} dB against Telea, {error}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>From the literature</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Has hardly learnt: alone its network is hardly better than the smooth fill it begins at.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How it is filled</source>
   <translation>כיצד ממלאים</translation>
  </message>
  <message>
   <source>How this build was trained is not recorded.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Its limits, and who published it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Licence: {licence}</source>
   <translation>רישיון: {licence}</translation>
  </message>
  <message>
   <source>Limits: {limits}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Measured: {gain} dB over Telea, {error}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Method: {name}</source>
   <translation>שיטה: {name}</translation>
  </message>
  <message>
   <source>More</source>
   <translation>עוד</translation>
  </message>
  <message>
   <source>More about this method</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This build: {photos} photos, {minutes} minutes on {device}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>added</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>for study</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>taught</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} % less error</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} % more error</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>Models</name>
  <message>
   <source>A trial run on a drawn picture found these values. Correct them if its result is wrong.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Add</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Add a model</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Added models</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Answer values</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>As it is published, such as Apache-2.0</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>As its file</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Close</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Colours</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Dimensions</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Image values</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It fills holes, in {seconds} s a call.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Licence</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Mask values</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Missing is</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Model file (ONNX)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Name</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>ONNX models</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Remove</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Remove {title}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Removed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Source</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Such as the address it is from</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no such file.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This file is known as {title}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Trying it on a drawn picture…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>black</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>white</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{title} is among the methods now.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>Questions</name>
  <message>
   <source>A higher quality keeps more and makes a larger file. It is remembered.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>All files</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Another quality</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>As the photo's own file</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Cancel</source>
   <translation>ביטול</translation>
  </message>
  <message>
   <source>Delete it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Do not save</source>
   <translation>לא לשמור</translation>
  </message>
  <message>
   <source>Export the mask</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Fill it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Fill what is tinted on {name} first?</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Get it back</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Get unsaved work back?</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Import a mask</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It is not filled yet. Left out, the photo stays there as it is.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Lacuna was not closed properly. There is unsaved work on {name}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Lacuna was not closed properly. What was tinted on {name} is not filled and not saved yet.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Leave it out</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Let it finish</source>
   <translation>לאפשר לסיים</translation>
  </message>
  <message>
   <source>Not now</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Only what changed is encoded again; the rest stays as it is.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open a photo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Photos</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Pictures</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Quality of {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Replace</source>
   <translation>החלפה</translation>
  </message>
  <message>
   <source>Replace {name}?</source>
   <translation>להחליף את {name}?</translation>
  </message>
  <message>
   <source>Save</source>
   <translation>שמירה</translation>
  </message>
  <message>
   <source>Save as…</source>
   <translation>שמירה בשם…</translation>
  </message>
  <message>
   <source>Save the changes to {name}?</source>
   <translation>לשמור את השינויים ב־{name}?</translation>
  </message>
  <message>
   <source>Save the mask</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save the mask of {name}?</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save the photo as</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save the repair as a layer</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save {name}?</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Something is still running</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Stop it</source>
   <translation>לעצור</translation>
  </message>
  <message>
   <source>Stopping it leaves the photo as it was.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The photo itself has not changed: what is tinted is not filled yet. The mask is saved as a file beside it, and offered when the photo is opened again; else it is lost.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>They are lost if you do not.</source>
   <translation>אחרת הם יאבדו.</translation>
  </message>
  <message>
   <source>This is the photo as you opened it. Replacing it cannot be undone.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What is tinted is not filled yet: it is saved as a mask beside the photo.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>Repair</name>
  <message>
   <source>&amp;Another try</source>
   <translation>ניסיון &amp;נוסף</translation>
  </message>
  <message>
   <source>&amp;Cancel</source>
   <translation>&amp;ביטול</translation>
  </message>
  <message>
   <source>&amp;Drop or pick the find under the pointer</source>
   <translation>ויתור על הממצא שתחת המצביע או &amp;בחירתו</translation>
  </message>
  <message>
   <source>&amp;Find</source>
   <translation>&amp;חיפוש</translation>
  </message>
  <message>
   <source>&amp;Method</source>
   <translation>&amp;שיטה</translation>
  </message>
  <message>
   <source>&amp;Next answer</source>
   <translation>התשובה ה&amp;באה</translation>
  </message>
  <message>
   <source>&amp;Remove</source>
   <translation>&amp;הסרה</translation>
  </message>
  <message>
   <source>&amp;Repair</source>
   <translation>&amp;תיקון</translation>
  </message>
  <message>
   <source>&amp;Teach new damage…</source>
   <translation>&amp;לימוד פגם חדש…</translation>
  </message>
  <message>
   <source>A font, a mark, scratches: learnt from photos of yours</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A tight mask leaves a ghost of the rim; what is added is tinted too</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Add a &amp;model…</source>
   <translation>הוספת &amp;מודל…</translation>
  </message>
  <message>
   <source>An ONNX file of LaMa, MI-GAN or another network for holes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Another of the answers that the last repair gave</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Another try</source>
   <translation>ניסיון נוסף</translation>
  </message>
  <message>
   <source>Answer {which}: {methods}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Answers</source>
   <translation>תשובות</translation>
  </message>
  <message>
   <source>Auto &amp;widens a painted mask a little</source>
   <translation>המצב האוטומטי &amp;מרחיב מעט מסכה צבועה</translation>
  </message>
  <message>
   <source>Cancels what runs; the photo stays as it was</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Checking</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Close the answers</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Close the answers (Esc)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Compare met&amp;hods…</source>
   <translation>השוואת &amp;שיטות…</translation>
  </message>
  <message>
   <source>Compare methods</source>
   <translation>השוואת שיטות</translation>
  </message>
  <message>
   <source>Estimating the edges</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Exchanging the answer</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Filling: {percent} %</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Fills the same mask by several methods, side by side</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Fills the same mask with another method, to choose from</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Fills the same mask with the next seed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Fills what is marked; nothing else changes</source>
   <translation>ממלא את מה שסומן; שום דבר אחר אינו משתנה</translation>
  </message>
  <message>
   <source>Find and re&amp;pair</source>
   <translation>חיפוש ו&amp;תיקון</translation>
  </message>
  <message>
   <source>Finds damage and outlines it; nothing is filled yet</source>
   <translation>מוצא פגמים ומקיף אותם; עדיין דבר אינו ממולא</translation>
  </message>
  <message>
   <source>Finds text, scratches, graffiti or drops and fills them</source>
   <translation>מוצא כתב, שריטות, גרפיטי או טיפות וממלא אותם</translation>
  </message>
  <message>
   <source>Give up the stroke under way, else close the answers and the message</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Looks at the mask and takes what measured best: one method for thin damage, one for things.</source>
   <translation>בוחר לפי המסכה במה שנמדד כטוב ביותר: שיטה אחת לפגמים דקים, אחרת לעצמים.</translation>
  </message>
  <message>
   <source>M&amp;ore answers</source>
   <translation>תשובות &amp;נוספות</translation>
  </message>
  <message>
   <source>More answers</source>
   <translation>תשובות נוספות</translation>
  </message>
  <message>
   <source>Nothing is marked</source>
   <translation>דבר אינו מסומן</translation>
  </message>
  <message>
   <source>Other methods do.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Paint over what should go, then choose Remove.</source>
   <translation>צבעו על מה שיש להסיר ובחרו הסרה.</translation>
  </message>
  <message>
   <source>Pre&amp;vious answer</source>
   <translation>התשובה ה&amp;קודמת</translation>
  </message>
  <message>
   <source>Remove when the &amp;brush is lifted</source>
   <translation>הסרה עם הרמת ה&amp;מברשת</translation>
  </message>
  <message>
   <source>Removing</source>
   <translation>מסיר</translation>
  </message>
  <message>
   <source>Sho&amp;w edges</source>
   <translation>הצגת &amp;קצוות</translation>
  </message>
  <message>
   <source>Show edges</source>
   <translation>הצגת קצוות</translation>
  </message>
  <message>
   <source>Use {method}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What is dropped stays as it is; what is picked is repaired too</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What the method would follow in the hole, to be corrected before it fills</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Widening the mask</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{method} does not follow what is drawn with this tool</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>Review</name>
  <message>
   <source>All photos of the folder are decided on</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Decide later</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>End the review</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Fills the finds that are marked now; the result is not written yet</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Keep the folder's result</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Leave as it was</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Next</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Noting the decision</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Original</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Original: click a find to leave it or to repair it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Repair what is marked</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Result of the folder run</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Result of the folder run: the photo as it was</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Result, as it was decided</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save as…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save this repair</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Takes the place of the folder's result, and opens the next photo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The photo as it was takes the place of the result</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What is not decided stays in the list</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Your repair</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>Settings</name>
  <message>
   <source>Change keyboard shortcuts…</source>
   <translation>שינוי קיצורי המקלדת…</translation>
  </message>
  <message>
   <source>Settings</source>
   <translation>הגדרות</translation>
  </message>
 </context>
 <context>
  <name>Shortcuts</name>
  <message>
   <source>Choose a line to change its key</source>
   <translation>בחרו שורה כדי לשנות את המקש שלה</translation>
  </message>
  <message>
   <source>Click here, then press the new key</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Default</source>
   <translation>ברירת מחדל</translation>
  </message>
  <message>
   <source>Default: {keys}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Keyboard shortcuts</source>
   <translation>קיצורי מקלדת</translation>
  </message>
  <message>
   <source>Mouse and held keys</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reset all</source>
   <translation>איפוס הכול</translation>
  </message>
  <message>
   <source>Search</source>
   <translation>חיפוש</translation>
  </message>
  <message>
   <source>Search the shortcuts</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Shortcuts</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The new key: press it here</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The photo itself needs this key. Choose another one.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This key cannot be changed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Use this key</source>
   <translation>שימוש במקש הזה</translation>
  </message>
  <message>
   <source>{keys} is the key of “{names}”, which will have none then.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>Status</name>
  <message>
   <source> of {count}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Cancel</source>
   <translation>ביטול</translation>
  </message>
  <message>
   <source>Cancel what runs (Esc)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Device</source>
   <translation>התקן</translation>
  </message>
  <message>
   <source>Edited since it was saved</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>File format</source>
   <translation>תבנית הקובץ</translation>
  </message>
  <message>
   <source>How long it will take</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Page </source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Page of the file</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Page of the file; Page Up and Page Down go through them</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Progress</source>
   <translation>התקדמות</translation>
  </message>
  <message>
   <source>Show how the teaching goes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Size in pixels</source>
   <translation>גודל בפיקסלים</translation>
  </message>
  <message>
   <source>What is going on</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Where networks run; see Settings</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Zoom</source>
   <translation>הגדלה</translation>
  </message>
  <message>
   <source>about {time} left</source>
   <translation>עוד {time} בערך</translation>
  </message>
  <message>
   <source>● edited</source>
   <translation>● נערך</translation>
  </message>
 </context>
 <context>
  <name>Steps</name>
  <message>
   <source>Add to the mask</source>
   <translation>הוספה למסכה</translation>
  </message>
  <message>
   <source>Adjust the mask</source>
   <translation>התאמת המסכה</translation>
  </message>
  <message>
   <source>Back to a snapshot</source>
   <translation>חזרה לצילום מצב</translation>
  </message>
  <message>
   <source>Blend in a picture</source>
   <translation>שילוב תמונה</translation>
  </message>
  <message>
   <source>Brush stroke</source>
   <translation>משיכת מברשת</translation>
  </message>
  <message>
   <source>Clear the mask</source>
   <translation>ניקוי המסכה</translation>
  </message>
  <message>
   <source>Clear the sketch</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Clear the source</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Drop a find</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Feather the mask</source>
   <translation>ריכוך שולי המסכה</translation>
  </message>
  <message>
   <source>Find damage</source>
   <translation>חיפוש פגמים</translation>
  </message>
  <message>
   <source>Grow the mask</source>
   <translation>הרחבת המסכה</translation>
  </message>
  <message>
   <source>Import the mask</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Invert the mask</source>
   <translation>היפוך המסכה</translation>
  </message>
  <message>
   <source>Mark what is missing</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Pick a find</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Recovered work</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Repair</source>
   <translation>תיקון</translation>
  </message>
  <message>
   <source>Show edges</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Shrink the mask</source>
   <translation>צמצום המסכה</translation>
  </message>
  <message>
   <source>Tighten the mask</source>
   <translation>הצמדת המסכה</translation>
  </message>
  <message>
   <source>Widen the mask</source>
   <translation>הרחבת המסכה</translation>
  </message>
 </context>
 <context>
  <name>Teach</name>
  <message>
   <source>1 hour more</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>1 photo.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>10 minutes more</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>8 hours more</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A mask painted once, of a scanner's dust for instance, or of a crack.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A method that somebody exported from Lacuna</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Another window of Lacuna is teaching. One can at a time.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>As it was</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Biharmonic, given the true mask</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Cancel</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose a colour</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose: {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Clean photos</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Close</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Close, resume later</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Damage</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Damage, dB</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Damaged</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Discard</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Discard what was learnt?</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Discarded.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Do not judge</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Drawing examples</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Drop a folder of clean photos here, or choose one on the left.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Enough for one font or one mark. It can go on learning afterwards.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Enough: what it has learnt so far is judged, and can be kept</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Error while it learns, over minutes; lower is better</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Examples of the damage</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Export the method</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Export {title}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Exported to {path}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Export…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Few: more, and more varied ones, teach it better.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Folder of clean photos</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>For damage that varies: scratches, several sizes, faint marks.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>For pairs of photos, and wherever an hour was not enough.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Frees the processor; it can be resumed, even after Lacuna was closed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Go on learning</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Good, 1 hour</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How it will look</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How long</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Import a method</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Import…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It can be had back only from an exported file.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It can be kept unjudged, or judged later</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It can go on the next time, or stop now and be judged as it is.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It is {gain} dB better than {name}, the best that ships for this.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It is {gain} dB better than {name}, which was given the true mask.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It is {gain} dB worse than {name}, which ships: use that one.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It is {gain} dB worse than {name}, which was given the true mask.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It leaves sound photos alone: {share} of their area would change.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It takes sound photos for damaged: {share} of their area would change.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It was not judged</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It was tried on 1 photo that it had not seen: that says little.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It was tried on {n} photos that it had not seen.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It was tried on {n} photos that it had not seen: that says little.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Its name in all lists</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Judge it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Judging it beside the other methods, on photos it does not know</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Judging what was learnt</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Keep</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Keep it or discard it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Lacuna goes on learning; the status bar shows how far it is</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Lacuna has learnt new damage</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Lacuna is still learning</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Learning</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Learning: about {time} left</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Learning: less than a minute left</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Learning: {words}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Let it go on learning, give it more photos, or discard it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Likeness to the clean photos, over minutes; higher is better</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Looking at the fonts</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Loss</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Loss over minutes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Means over {n} photos it did not learn from: of the whole photo, and of the damage in it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Method</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Methods of Lacuna</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Name</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Not yet worth keeping</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>On 1 photo it did not learn from: the whole photo, and the damage in it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Overnight, 8 hours</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>PSNR of photos it does not learn from, over minutes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Pause</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Paused: {words}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Pausing</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Photo, dB</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Photos before and after come with the first look, in about a minute.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Photos it does not learn from, before and after</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Photos repaired blind</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Prints and film as they age.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Progress</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Puts it among the methods: in the window, for folders, on the command line</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Quick, 10 minutes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reading the photos</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Red, green and blue as #rrggbb</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Remove</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Remove {title}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Remove {title}?</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Removed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Repaired</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Resume</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Scores</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>See what it is worth</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Start</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Start (Ctrl+Enter)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Step {n}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Still missing on the left: {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Stop and judge</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Stopping: what it has learnt is being made ready</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Taught methods</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Teach</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Teach new damage</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The damage</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The same photos twice, in folders named damaged and clean. Ten pairs are a start.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The same picture laid over many photos. What shows through comes back.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Those of the pairs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Tried on too few photos to tell</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What you teach or import is listed here.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Worth keeping</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Writes it to one file, to pass on</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Writing of one kind, as of a subtitle or a date.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>You can keep it and try it on your own photos, or let it be judged again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Yours</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>about {time} left</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>about {time} left, then it is judged</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>found by itself</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>learnt for {time}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>less than a minute left, then it is judged</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>on the command line: {id}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>true mask given</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{gain} dB against biharmonic with the true mask</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} photos.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{percent} %</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{percent} % learnt</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{psnr} dB</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{time} so far</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{title} is among the methods now.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{words}. This cannot be undone.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>Tool</name>
  <message>
   <source>After step {number}: {title}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Aligned</source>
   <translation>מיושר</translation>
  </message>
  <message>
   <source>Alt-click first where to copy from</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Alt-click where to copy from, then paint. The right button sets the source too.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Alt-click where to copy texture from, then paint; its colours are blended into the place when the button is let go. The right button sets the source too.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>As it was opened</source>
   <translation>כפי שנפתחה</translation>
  </message>
  <message>
   <source>Brush</source>
   <translation>מברשת</translation>
  </message>
  <message>
   <source>Brush stroke</source>
   <translation>משיכת מברשת</translation>
  </message>
  <message>
   <source>Click a colour to mark what is like it. Alt or the right button takes it from the mask.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Click a wire, crease, hair or scratch to mark all of it. With Whole line off it is followed from click to click, with Shift straight: Enter or a double click marks it, Backspace takes a click back. Alt at the first click erases.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Clone stamp</source>
   <translation>חותמת שכפול</translation>
  </message>
  <message>
   <source>Colour wand</source>
   <translation>שרביט צבע</translation>
  </message>
  <message>
   <source>Connected</source>
   <translation>מחובר</translation>
  </message>
  <message>
   <source>Drag from corner to corner; Shift keeps it square. Alt or the right button erases.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Drag the picture to its place, a handle to scale it; Shift lets go of its proportions.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Drag to move the photo. Space or the middle button do the same with any tool.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Draw around it, or click corners and press Enter; Backspace takes one back. Alt or the right button erases.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Draw lines into the hole for the fill to follow. Alt or the right button erases them; X swaps.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Each stroke copies from the same distance; off: each stroke begins at the source again</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Eraser</source>
   <translation>מחק</translation>
  </message>
  <message>
   <source>Eraser stroke</source>
   <translation>משיכת מחק</translation>
  </message>
  <message>
   <source>Hand</source>
   <translation>יד</translation>
  </message>
  <message>
   <source>Healing brush</source>
   <translation>מברשת ריפוי</translation>
  </message>
  <message>
   <source>How far a colour may be from the one that was clicked, of 255</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How wide the line is marked; 0 measures it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Lasso</source>
   <translation>לאסו</translation>
  </message>
  <message>
   <source>Line</source>
   <translation>קו</translation>
  </message>
  <message>
   <source>Mark where to take from (green) or not (red); X swaps. Alt or the right button clears.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No line is found here: with Whole line off it can be set point by point</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>One click marks the line from end to end, through crossings; off: from click to click</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Only what is connected with the place that was clicked; off: everywhere in the photo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Outside the photo there is nothing to copy: Alt-click inside it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Paint over what should go. Alt or the right button erases; Shift-click draws a straight line.</source>
   <translation>צבעו על מה שיש להסיר. Alt או הלחצן הימני מוחקים; Shift ולחיצה מותחים קו ישר.</translation>
  </message>
  <message>
   <source>Paint the photo back as it was opened, or as it was at a step of the history. Shift-click restores along a straight line.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Place</source>
   <translation>מיקום</translation>
  </message>
  <message>
   <source>Rectangle</source>
   <translation>מלבן</translation>
  </message>
  <message>
   <source>Restore</source>
   <translation>שחזור</translation>
  </message>
  <message>
   <source>Restore to</source>
   <translation>שחזור אל</translation>
  </message>
  <message>
   <source>Sketch</source>
   <translation>שרטוט</translation>
  </message>
  <message>
   <source>Source</source>
   <translation>מקור</translation>
  </message>
  <message>
   <source>Take paint away. Shift-click erases along a straight line.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The moment whose pixels the brush brings back</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Tolerance</source>
   <translation>סבילות</translation>
  </message>
  <message>
   <source>Whole line</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Width</source>
   <translation>רוחב</translation>
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
   <translation>&amp;לפני ואחרי</translation>
  </message>
  <message>
   <source>&amp;Fit the window</source>
   <translation>ה&amp;תאמה לחלון</translation>
  </message>
  <message>
   <source>&amp;Panels</source>
   <translation>&amp;לוחות</translation>
  </message>
  <message>
   <source>&amp;Upright again</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;View</source>
   <translation>&amp;תצוגה</translation>
  </message>
  <message>
   <source>All that is marked, as large as it fits</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Before, mask a&amp;nd after</source>
   <translation>לפני, מ&amp;סכה ואחרי</translation>
  </message>
  <message>
   <source>Change the &amp;theme</source>
   <translation>החלפת &amp;ערכת הצבעים</translation>
  </message>
  <message>
   <source>Fi&amp;lmstrip</source>
   <translation>&amp;רצועת תמונות</translation>
  </message>
  <message>
   <source>Full &amp;screen</source>
   <translation>מסך &amp;מלא</translation>
  </message>
  <message>
   <source>In one view, with what was marked between two lines</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>One pixel of the photo is one of the screen</source>
   <translation>פיקסל אחד בתמונה הוא פיקסל אחד במסך</translation>
  </message>
  <message>
   <source>Rotate the view &amp;left</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Rotate the view &amp;right</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show the &amp;mask</source>
   <translation>הצגת ה&amp;מסכה</translation>
  </message>
  <message>
   <source>Side by side, with a line that can be moved</source>
   <translation>זה לצד זה, עם קו שאפשר להזיז</translation>
  </message>
  <message>
   <source>System, light, dark</source>
   <translation>מערכת, בהירה, כהה</translation>
  </message>
  <message>
   <source>The photos of the folder, with a mark on those that were repaired</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What is shown, not the photo; also with Shift and the wheel, and a drag with R held</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Zoom &amp;in</source>
   <translation>ה&amp;גדלה</translation>
  </message>
  <message>
   <source>Zoom &amp;out</source>
   <translation>ה&amp;קטנה</translation>
  </message>
  <message>
   <source>Zoom to the mas&amp;k</source>
   <translation>התקרבות למס&amp;כה</translation>
  </message>
 </context>
 <context>
  <name>Window</name>
  <message>
   <source>Copied</source>
   <translation>הועתק</translation>
  </message>
  <message>
   <source>Correct the edges with the Sketch tool, then choose Remove</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Drag the result from here into a folder or another program</source>
   <translation>גררו את התוצאה מכאן אל תיקייה או תוכנה אחרת</translation>
  </message>
  <message>
   <source>Drag the result out</source>
   <translation>גרירת התוצאה החוצה</translation>
  </message>
  <message>
   <source>Find</source>
   <translation>חיפוש</translation>
  </message>
  <message>
   <source>History</source>
   <translation>היסטוריה</translation>
  </message>
  <message>
   <source>Mask</source>
   <translation>מסכה</translation>
  </message>
  <message>
   <source>No change can be seen: what was marked looks as it did</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No edges are guessed here: draw some with the Sketch tool</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing changed outside the mask</source>
   <translation>דבר לא השתנה מחוץ למסכה</translation>
  </message>
  <message>
   <source>Original</source>
   <translation>מקור</translation>
  </message>
  <message>
   <source>Outside the mask only the colour of {recoloured} pixels changed</source>
   <translation>מחוץ למסכה השתנה רק הצבע של {recoloured} פיקסלים</translation>
  </message>
  <message>
   <source>Panels</source>
   <translation>לוחות</translation>
  </message>
  <message>
   <source>Photo being opened</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Pixels that changed outside the mask: {changed}</source>
   <translation>פיקסלים שהשתנו מחוץ למסכה: {changed}</translation>
  </message>
  <message>
   <source>Preparing the result</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Repair</source>
   <translation>תיקון</translation>
  </message>
  <message>
   <source>Saved {name}</source>
   <translation>{name} נשמר</translation>
  </message>
  <message>
   <source>Scroll to this section</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>See the original while held (\)</source>
   <translation>הצגת המקור כל עוד לחוץ (\)</translation>
  </message>
  <message>
   <source>Show or hide this section</source>
   <translation>הצגה או הסתרה של החלק הזה</translation>
  </message>
  <message>
   <source>Tool</source>
   <translation>כלי</translation>
  </message>
  <message>
   <source>Tools</source>
   <translation>כלים</translation>
  </message>
  <message>
   <source>Verbs</source>
   <translation>פעולות</translation>
  </message>
  <message>
   <source>{n} answers: {key} shows the next</source>
   <translation type="unfinished" />
  </message>
 </context>
</TS>
