<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="pl" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About RVC Desk</source>
        <translation>O programie RVC Desk</translation>
    </message>
    <message>
        <source>Version {version}. Free software under the GNU GPL, version 3 or later.</source>
        <translation>Wersja {version}. Wolne oprogramowanie na licencji GNU GPL w wersji 3 lub nowszej.</translation>
    </message>
    <message>
        <source>Credits</source>
        <translation>Autorzy i licencje</translation>
    </message>
    <message>
        <source>Use only voices whose owners agree, and say that a cover was made with a model.</source>
        <translation>Używaj tylko głosów, na których użycie ich właściciele się zgodzili, i zaznaczaj, że cover powstał za pomocą modelu.</translation>
    </message>
    <message>
        <source>The bundled content encoder is the encoder half of OpenAI&apos;s Whisper base (MIT licence).</source>
        <translation>Dołączony enkoder treści to koder z modelu Whisper base firmy OpenAI (licencja MIT).</translation>
    </message>
    <message>
        <source>Built with Qt and PySide6 (LGPL), PyTorch, praat-parselmouth (GPL) and others; the list with their licences is docs/dependencies.md.</source>
        <translation>Zbudowano z użyciem Qt i PySide6 (LGPL), PyTorch, praat-parselmouth (GPL) i innych; lista z licencjami znajduje się w docs/dependencies.md.</translation>
    </message>
</context>
<context>
    <name>Adder</name>
    <message>
        <source>Adding recordings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files that could not be added ({count}): {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recordings added: {count}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChannelChoice</name>
    <message>
        <source>Channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which channel a voice learns from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mix</source>
        <translation type="unfinished">Miks</translation>
    </message>
    <message>
        <source>Left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the left one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the right one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The left channel is silent; a mix is half as loud as it should be.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The right channel is silent; a mix is half as loud as it should be.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The channels cancel each other; a mix of them sounds hollow or is gone.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CleanPage</name>
    <message>
        <source>Clean</source>
        <translation>Czyszczenie</translation>
    </message>
    <message>
        <source>Drop recordings here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A voice is learned from recordings of one person: speech or singing, ten minutes or more, without music. Drop audio files or whole folders, or choose them. The files themselves are never changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This project can only be read here, so nothing can be added to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add recordings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Audio files ({patterns})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Redo: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every mark is answered.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ClipModel</name>
    <message>
        <source>{kept} of {duration} kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} to review</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>edited</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not edited</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recording {file} is not there any more.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ClipPanel</name>
    <message>
        <source>Recordings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removed: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{kept} kept of {duration}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Command palette</source>
        <translation>Paleta poleceń</translation>
    </message>
    <message>
        <source>What do you want to do?</source>
        <translation>Co chcesz zrobić?</translation>
    </message>
    <message>
        <source>Search for a command</source>
        <translation>Szukaj polecenia</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Polecenia</translation>
    </message>
</context>
<context>
    <name>ConvertPage</name>
    <message>
        <source>Convert a vocal</source>
        <translation>Przekształć wokal</translation>
    </message>
    <message>
        <source>Here you put a voice on a vocal, compare it with the source, mix it with the instrumental and save the cover.</source>
        <translation>Tutaj nakładasz głos na wokal, porównujesz go ze źródłem, miksujesz z podkładem i zapisujesz cover.</translation>
    </message>
    <message>
        <source>Convert</source>
        <translation>Konwersja</translation>
    </message>
</context>
<context>
    <name>Dialogs</name>
    <message>
        <source>The log folder is {folder}.</source>
        <translation>Folder dzienników to {folder}.</translation>
    </message>
    <message>
        <source>The diagnostics are on the clipboard.</source>
        <translation>Dane diagnostyczne są w schowku.</translation>
    </message>
</context>
<context>
    <name>DropHint</name>
    <message>
        <source>Drop to add to the recordings</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Editor</name>
    <message>
        <source>Opening…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mono</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stereo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{rate} kHz, {channels}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Field</name>
    <message>
        <source>Back to the default</source>
        <translation>Przywróć wartość domyślną</translation>
    </message>
    <message>
        <source>{title}: back to the default</source>
        <translation>{title}: przywróć wartość domyślną</translation>
    </message>
    <message>
        <source>System default</source>
        <translation>Domyślne urządzenie systemu</translation>
    </message>
</context>
<context>
    <name>FileField</name>
    <message>
        <source>Choose a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field}: choose a file</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>JobBar</name>
    <message>
        <source>Work under way</source>
        <translation>Trwające zadania</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Postęp</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Anuluj</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>zostało {time}</translation>
    </message>
    <message>
        <source>Cancel {job}</source>
        <translation>Anuluj: {job}</translation>
    </message>
</context>
<context>
    <name>LossPlot</name>
    <message>
        <source>Loss curves</source>
        <translation>Krzywe strat</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Krok</translation>
    </message>
    <message>
        <source>Log scale</source>
        <translation>Skala logarytmiczna</translation>
    </message>
    <message>
        <source>Show losses of very different size together</source>
        <translation>Pokaż razem straty o bardzo różnej wielkości</translation>
    </message>
    <message>
        <source>Discriminator</source>
        <translation>Dyskryminator</translation>
    </message>
    <message>
        <source>Generator</source>
        <translation>Generator</translation>
    </message>
    <message>
        <source>Feature matching</source>
        <translation>Zgodność cech</translation>
    </message>
    <message>
        <source>Mel</source>
        <translation>Mel</translation>
    </message>
    <message>
        <source>KL</source>
        <comment>a loss: Kullback-Leibler divergence</comment>
        <translation>KL</translation>
    </message>
    <message>
        <source>Show everything and follow the run</source>
        <translation>Pokaż wszystko i śledź trening</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Pokaż wszystko</translation>
    </message>
    <message>
        <source>Show or hide this curve</source>
        <translation>Pokaż lub ukryj tę krzywą</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>Wygładzanie</translation>
    </message>
    <message>
        <source>Saved at step {step}</source>
        <translation>Zapis w kroku {step}</translation>
    </message>
    <message>
        <source>Step {step}</source>
        <translation>Krok {step}</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Open &amp;recent</source>
        <translation>Otwórz o&amp;statnie</translation>
    </message>
    <message>
        <source>Open project</source>
        <translation>Otwórz projekt</translation>
    </message>
    <message>
        <source>(read-only)</source>
        <translation>(tylko do odczytu)</translation>
    </message>
    <message>
        <source>This project is open in another program ({holder}): you can look and listen, not change.</source>
        <translation>Ten projekt jest otwarty w innym programie ({holder}): możesz oglądać i słuchać, ale nie zmieniać.</translation>
    </message>
    <message>
        <source>&amp;Clear this list</source>
        <translation>&amp;Wyczyść tę listę</translation>
    </message>
    <message>
        <source>RVC Desk ended unexpectedly the last time; nothing saved is lost.</source>
        <translation>RVC Desk poprzednio zakończył się nieoczekiwanie; nic z zapisanych rzeczy nie przepadło.</translation>
    </message>
    <message>
        <source>The page {page} has no use for these files.</source>
        <translation>Na stronie {page} nie można użyć tych plików.</translation>
    </message>
</context>
<context>
    <name>MarkModel</name>
    <message>
        <source>{kind}, {percent} % sure: {state}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not answered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rejected</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MessagesDialog</name>
    <message>
        <source>Messages</source>
        <translation>Komunikaty</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Szczegóły</translation>
    </message>
    <message>
        <source>Select a message to see its details.</source>
        <translation>Wybierz komunikat, aby zobaczyć szczegóły.</translation>
    </message>
    <message>
        <source>Open log folder</source>
        <translation>Otwórz folder dzienników</translation>
    </message>
    <message>
        <source>Copy diagnostics</source>
        <translation>Kopiuj dane diagnostyczne</translation>
    </message>
</context>
<context>
    <name>NewProjectDialog</name>
    <message>
        <source>New voice project</source>
        <translation>Nowy projekt głosu</translation>
    </message>
    <message>
        <source>Name of the voice</source>
        <translation>Nazwa głosu</translation>
    </message>
    <message>
        <source>Folder for the project</source>
        <translation>Folder na projekt</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Przeglądaj…</translation>
    </message>
    <message>
        <source>Choose the folder</source>
        <translation>Wybierz folder</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Utwórz</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Nazwa</translation>
    </message>
    <message>
        <source>&amp;Place</source>
        <translation>&amp;Miejsce</translation>
    </message>
    <message>
        <source>There is a folder of that name already; choose another name.</source>
        <translation>Folder o tej nazwie już istnieje; wybierz inną nazwę.</translation>
    </message>
    <message>
        <source>Will be made: {folder}</source>
        <translation>Zostanie utworzony: {folder}</translation>
    </message>
    <message>
        <source>One project holds one voice: its recordings, training runs and covers.</source>
        <translation>Jeden projekt to jeden głos: jego nagrania, treningi i covery.</translation>
    </message>
</context>
<context>
    <name>OptionsForm</name>
    <message>
        <source>Advanced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Voice &amp;name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the voice and its run are called</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The kind of voice to train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many times the training goes through all recordings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only every 10 minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epochs between two saves; every save comes with a preview to listen to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save e&amp;very</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the pitch of the recordings is found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pit&amp;ch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the preset has it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pieces in one step: more is steadier, slower a step, and takes more memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Batch size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The preset&apos;s own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where it is on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None: from nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs much longer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>My own files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files made for the same preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A voice that has learnt to speak already; this one goes on from there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Base &amp;model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Networks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Generator</source>
        <translation type="unfinished">Generator</translation>
    </message>
    <message>
        <source>G file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The base model&apos;s generator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discriminator</source>
        <translation type="unfinished">Dyskryminator</translation>
    </message>
    <message>
        <source>D file (can be left out)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The base model&apos;s discriminator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The fastest one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What computes the training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All cores</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Worker threads; the training leaves the window the right of way in any case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop after so many steps, whatever the epochs say</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save after so many steps as well</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation type="unfinished">Automatycznie</translation>
    </message>
    <message>
        <source>bfloat16 where the device computes it itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>float32</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exact, slower</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bfloat16</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Faster on new hardware</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The numbers to compute with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Precision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where chance begins: the same seed repeats the same training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sounds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preview phrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A piece of the recordings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A recording of up to 10 seconds that the voice says at every save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preview p&amp;hrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic ({method})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For voices that only speak: the result does not follow a melody.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without pitch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The fastest one ({device})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This preset needs the content encoder ContentVec, which this version of RVC Desk does not have yet; Draft trains without it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The voice needs a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the generator&apos;s file, or another base model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a run of this name; Start asks whether to resume it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the preset has it ({size})</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OverviewBar</name>
    <message>
        <source>Overview</source>
        <translation>Podgląd całości</translation>
    </message>
    <message>
        <source>Drag the window to scroll, its edges to zoom</source>
        <translation>Przeciągnij okienko, aby przewijać, a jego krawędzie, aby powiększać</translation>
    </message>
</context>
<context>
    <name>Playback</name>
    <message>
        <source>Nothing of this is kept.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Workspaces</source>
        <translation>Obszary robocze</translation>
    </message>
</context>
<context>
    <name>ReviewPanel</name>
    <message>
        <source>Play each mark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Going to a mark plays it, with a little before and after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Marks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Review</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pauses are found for you: listen to each, then keep it or cut it with one key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{open} of {all} open</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Ruler</name>
    <message>
        <source>Time ruler</source>
        <translation>Linijka czasu</translation>
    </message>
    <message>
        <source>Click to play from there</source>
        <translation>Kliknij, aby odtwarzać od tego miejsca</translation>
    </message>
</context>
<context>
    <name>RunLog</name>
    <message>
        <source>What happened in this run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved at step {step} (epoch {epoch})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resumed from the save of step {step}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finished at step {step}: the voice is ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prepared in {seconds}: {time} in {pieces} pieces, {unused} left out; pitch by {f0}; {steps} steps on {device}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunProgress</name>
    <message>
        <source>Step</source>
        <translation type="unfinished">Krok</translation>
    </message>
    <message>
        <source>Steps done, of all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An epoch goes through all recordings once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At the pace of the last steps, saves included</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The usual time of one step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pieces a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pieces learnt from in a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of the training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>saving and stopping after this step…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>starting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is being trained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reading what it left…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped, can be resumed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not begun</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{time} in {pieces} pieces</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunView</name>
    <message>
        <source>Train a voice</source>
        <translation type="unfinished">Wytrenuj głos</translation>
    </message>
    <message>
        <source>Press Start: the loss curves move here while the voice learns, and every save brings a preview to listen to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at another run of this project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>R&amp;un</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the curves as a picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How well the critic tells recordings from the voice: it should neither vanish nor climb.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often the critic finds the voice out: it wavers for as long as both of them learn.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How different the voice looks to the critic, layer by layer: it falls slowly, then rises a little as the critic learns to look closer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far the voice&apos;s spectrum is from the recording&apos;s: the plainest sign of progress; lower is better.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far what is said and sung is from predicting the sound: it falls early, then stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not begun</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped at step {step}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>finished, {step} steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed at step {step}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begun {when}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunWatch</name>
    <message>
        <source>Training {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting the training process</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saving and stopping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step {step} of {steps}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SavesPanel</name>
    <message>
        <source>Saves appear here, each with a preview to listen to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Voice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hear the preview: the phrase in the voice as it was at this save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hear the recording that the preview imitates, at the same place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saves of this run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step</source>
        <translation type="unfinished">Krok</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mel loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mean of the 20 steps up to the save; lower is better</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play the preview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save at step {step}, play the preview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop the preview</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Ustawienia</translation>
    </message>
    <message>
        <source>Groups of settings</source>
        <translation>Grupy ustawień</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Skróty</translation>
    </message>
    <message>
        <source>Open log folder</source>
        <translation>Otwórz folder dzienników</translation>
    </message>
    <message>
        <source>Start RVC Desk again to see it in this language.</source>
        <translation>Uruchom RVC Desk ponownie, aby zobaczyć go w tym języku.</translation>
    </message>
</context>
<context>
    <name>SetupPanel</name>
    <message>
        <source>Train</source>
        <translation type="unfinished">Trening</translation>
    </message>
</context>
<context>
    <name>ShortcutsTab</name>
    <message>
        <source>Search actions</source>
        <translation>Szukaj czynności</translation>
    </message>
    <message>
        <source>Actions and their keys</source>
        <translation>Czynności i ich klawisze</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Czynność</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Klawisze</translation>
    </message>
    <message>
        <source>New key</source>
        <translation>Nowy klawisz</translation>
    </message>
    <message>
        <source>Use this key</source>
        <translation>Użyj tego klawisza</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>Domyślny</translation>
    </message>
    <message>
        <source>No key</source>
        <translation>Bez klawisza</translation>
    </message>
    <message>
        <source>New key:</source>
        <translation>Nowy klawisz:</translation>
    </message>
    <message>
        <source>Take this key</source>
        <translation>Przejmij ten klawisz</translation>
    </message>
    <message>
        <source>This key belongs to: {names}. Taking it leaves that action without this key.</source>
        <translation>Ten klawisz należy do: {names}. Po przejęciu tamta czynność straci ten klawisz.</translation>
    </message>
</context>
<context>
    <name>SilencePanel</name>
    <message>
        <source>Threshold from the room noise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finds by itself how quiet this recording&apos;s pauses are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is quieter is silence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shorter pauses are left alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>So much of a pause stays before and after each sound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put them on the list to accept or reject; one step of undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find silence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shortest &amp;pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Leave at the edges</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Listening…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for silence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} pauses, {time} of {duration}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No pause of this kind is left.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Spinner</name>
    <message>
        <source>Working</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Recent projects</source>
        <translation>Ostatnie projekty</translation>
    </message>
    <message>
        <source>Projects that you open appear here.</source>
        <translation>Tutaj pojawią się otwierane projekty.</translation>
    </message>
    <message>
        <source>From messy recordings to a finished voice cover, in one window.</source>
        <translation>Od surowych nagrań do gotowego coveru, w jednym oknie.</translation>
    </message>
    <message>
        <source>One speaker, a sung line and an instrumental: all you need to try it</source>
        <translation>Jeden mówca, zaśpiewany wers i podkład: wszystko, by spróbować</translation>
    </message>
    <message>
        <source>Recordings of one voice, cleaned, trained and converted</source>
        <translation>Nagrania jednego głosu: czyszczenie, trening, konwersja</translation>
    </message>
    <message>
        <source>Go on with a folder you made before</source>
        <translation>Wróć do folderu, który już masz</translation>
    </message>
    <message>
        <source>Use only voices whose owners agree. The sample recordings are by Carlo Flora, LibriVox readers, Kevin MacLeod and others, under Creative Commons licences: see Help, About.</source>
        <translation>Używaj tylko głosów, na których użycie ich właściciele się zgodzili. Autorzy przykładowych nagrań to Carlo Flora, lektorzy LibriVox, Kevin MacLeod i inni; licencje Creative Commons: zobacz Pomoc, O programie.</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Messages</source>
        <translation>Komunikaty</translation>
    </message>
    <message>
        <source>Show details</source>
        <translation>Pokaż szczegóły</translation>
    </message>
    <message>
        <source>Open log folder</source>
        <translation>Otwórz folder dzienników</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Zamknij</translation>
    </message>
</context>
<context>
    <name>Summary</name>
    <message>
        <source>What is left out, and why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before you start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at the recordings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;b&gt;{time}&lt;/b&gt; of voice in {recordings} recordings, {pieces} pieces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timing a few trial steps…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About &lt;b&gt;{time}&lt;/b&gt; for {steps} steps of {step} s on {device}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{time} left out, in {places} places</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TrainPage</name>
    <message>
        <source>Train</source>
        <translation>Trening</translation>
    </message>
    <message>
        <source>Nothing to train on yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A voice learns from recordings: add some and cut what it should not learn. Ten minutes of clean speech or singing are a good start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The voice “{name}” is ready.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The training of “{name}” has stopped; it can be resumed.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TrainQuestions</name>
    <message>
        <source>A training is running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is being trained.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It can go on without this window; the Train page follows it again when you come back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keep training in the background</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Stop and save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name is taken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a run called “{name}” in this project.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Resume it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train as “{name}”</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TransportBar</name>
    <message>
        <source>Play</source>
        <translation>Odtwarzaj</translation>
    </message>
    <message>
        <source>Play (Space)</source>
        <translation>Odtwarzaj (Spacja)</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Zatrzymaj</translation>
    </message>
    <message>
        <source>Stop (Space while playing)</source>
        <translation>Zatrzymaj (Spacja podczas odtwarzania)</translation>
    </message>
    <message>
        <source>Loop</source>
        <translation>Pętla</translation>
    </message>
    <message>
        <source>Play over and over (L)</source>
        <translation>Odtwarzaj w kółko (L)</translation>
    </message>
    <message>
        <source>Play what is kept</source>
        <translation>Odtwórz to, co zostaje</translation>
    </message>
    <message>
        <source>Play what is kept: skips everything that is cut</source>
        <translation>Odtwórz to, co zostaje: pomija wszystko, co wycięte</translation>
    </message>
    <message>
        <source>Selection start</source>
        <translation>Początek zaznaczenia</translation>
    </message>
    <message>
        <source>Selection end</source>
        <translation>Koniec zaznaczenia</translation>
    </message>
    <message>
        <source>Selection length</source>
        <translation>Długość zaznaczenia</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Wycisz</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Pozycja</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Czas trwania</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Głośność</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Początek</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Koniec</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Długość</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pauza</translation>
    </message>
    <message>
        <source>Pause (P)</source>
        <translation>Pauza (P)</translation>
    </message>
    <message>
        <source>Volume {percent} %</source>
        <translation>Głośność {percent} %</translation>
    </message>
</context>
<context>
    <name>UndoStrip</name>
    <message>
        <source>Bring back</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Verdict</name>
    <message>
        <source>Convert with it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the Convert page with this voice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The voice&apos;s files, or the run&apos;s log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The voice “{name}” is ready, trained for {step} steps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” has not trained yet; Resume begins.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped at step {step}; Resume goes on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped at step {step} with a voice of that step; Resume goes on from there.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>VoicesPage</name>
    <message>
        <source>Voices</source>
        <translation>Głosy</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nazwa</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>Preset</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Epoki</translation>
    </message>
    <message>
        <source>Sample rate</source>
        <translation>Częstotliwość</translation>
    </message>
    <message>
        <source>Index</source>
        <translation>Indeks</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Gdzie</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Plik</translation>
    </message>
    <message>
        <source>A voice appears here when a training ends. You can also put a voice&apos;s files into a folder of their own under {folder}.</source>
        <translation>Głos pojawia się tutaj po zakończeniu treningu. Możesz też umieścić pliki głosu we własnym folderze w {folder}.</translation>
    </message>
    <message>
        <source>No voices yet</source>
        <translation>Nie ma jeszcze głosów</translation>
    </message>
    <message>
        <source>{rate} Hz</source>
        <translation>{rate} Hz</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>tak</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>This project</source>
        <translation>Ten projekt</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Biblioteka</translation>
    </message>
    <message>
        <source>The voice lies in {folder}.</source>
        <translation>Głos znajduje się w {folder}.</translation>
    </message>
</context>
<context>
    <name>WaveformView</name>
    <message>
        <source>Drop recordings here or press Ctrl+Shift+I</source>
        <translation>Upuść tu nagrania lub naciśnij Ctrl+Shift+I</translation>
    </message>
    <message>
        <source>Waveform</source>
        <translation>Przebieg</translation>
    </message>
    <message>
        <source>Drag to select, Shift+click to extend. Wheel scrolls, Ctrl+wheel zooms.</source>
        <translation>Przeciągnij, aby zaznaczyć; Shift+kliknięcie rozszerza. Kółko przewija, Ctrl+kółko powiększa.</translation>
    </message>
    <message>
        <source>L</source>
        <comment>left channel</comment>
        <translation>L</translation>
    </message>
    <message>
        <source>R</source>
        <comment>right channel</comment>
        <translation>P</translation>
    </message>
    <message>
        <source>Mix</source>
        <translation>Miks</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>puste</translation>
    </message>
    <message>
        <source>length {time}</source>
        <translation>długość {time}</translation>
    </message>
    <message>
        <source>cursor at {time}</source>
        <translation>kursor w {time}</translation>
    </message>
    <message>
        <source>selected {start} to {end}</source>
        <translation>zaznaczono od {start} do {end}</translation>
    </message>
</context>
<context>
    <name>actions</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Plik</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Edycja</translation>
    </message>
    <message>
        <source>&amp;Marks</source>
        <translation>&amp;Znaczniki</translation>
    </message>
    <message>
        <source>&amp;Playback</source>
        <translation>&amp;Odtwarzanie</translation>
    </message>
    <message>
        <source>&amp;Train</source>
        <translation>&amp;Trening</translation>
    </message>
    <message>
        <source>&amp;Convert</source>
        <translation>&amp;Konwersja</translation>
    </message>
    <message>
        <source>V&amp;oices</source>
        <translation>&amp;Głosy</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Widok</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>Po&amp;moc</translation>
    </message>
    <message>
        <source>&amp;New voice project…</source>
        <translation>&amp;Nowy projekt głosu…</translation>
    </message>
    <message>
        <source>Start a folder for a new voice</source>
        <translation>Załóż folder dla nowego głosu</translation>
    </message>
    <message>
        <source>&amp;Open project…</source>
        <translation>&amp;Otwórz projekt…</translation>
    </message>
    <message>
        <source>Open the folder of a voice project</source>
        <translation>Otwórz folder projektu głosu</translation>
    </message>
    <message>
        <source>Open sam&amp;ple project</source>
        <translation>Otwórz &amp;przykładowy projekt</translation>
    </message>
    <message>
        <source>Try everything on a small ready-made project</source>
        <translation>Wypróbuj wszystko na małym, gotowym projekcie</translation>
    </message>
    <message>
        <source>&amp;Close project</source>
        <translation>&amp;Zamknij projekt</translation>
    </message>
    <message>
        <source>&amp;Add recordings…</source>
        <translation>&amp;Dodaj nagrania…</translation>
    </message>
    <message>
        <source>Add audio files to the project</source>
        <translation>Dodaj do projektu pliki dźwiękowe</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>Zap&amp;isz</translation>
    </message>
    <message>
        <source>Save what this page has made; edits are saved as you make them</source>
        <translation>Zapisz to, co powstało na tej stronie; zmiany w nagraniach zapisują się na bieżąco</translation>
    </message>
    <message>
        <source>Show project &amp;folder</source>
        <translation>Pokaż &amp;folder projektu</translation>
    </message>
    <message>
        <source>Se&amp;ttings…</source>
        <translation>&amp;Ustawienia…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>Za&amp;kończ</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Cofnij</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Ponów</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>&amp;Wytnij</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Usuń</translation>
    </message>
    <message>
        <source>&amp;Keep only the selection</source>
        <translation>Przytn&amp;ij do zaznaczenia</translation>
    </message>
    <message>
        <source>Trim: cut everything outside the selection</source>
        <translation>Przytnij: usuń wszystko poza zaznaczeniem</translation>
    </message>
    <message>
        <source>&amp;Silence the selection</source>
        <translation>Wycisz z&amp;aznaczenie</translation>
    </message>
    <message>
        <source>Replace the selection by silence of the same length</source>
        <translation>Zastąp zaznaczenie ciszą o tej samej długości</translation>
    </message>
    <message>
        <source>Restor&amp;e what is cut</source>
        <translation>Pr&amp;zywróć wycięte</translation>
    </message>
    <message>
        <source>Take back the cuts in the selection, or the one at the cursor</source>
        <translation>Cofnij cięcia w zaznaczeniu albo to pod kursorem</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>Zaznacz w&amp;szystko</translation>
    </message>
    <message>
        <source>Select &amp;none</source>
        <translation>&amp;Odznacz wszystko</translation>
    </message>
    <message>
        <source>Ne&amp;xt recording</source>
        <translation>&amp;Następne nagranie</translation>
    </message>
    <message>
        <source>Pre&amp;vious recording</source>
        <translation>Pop&amp;rzednie nagranie</translation>
    </message>
    <message>
        <source>Rena&amp;me recording</source>
        <translation>Z&amp;mień nazwę nagrania</translation>
    </message>
    <message>
        <source>Rem&amp;ove recording</source>
        <translation>Usuń na&amp;granie</translation>
    </message>
    <message>
        <source>Take the recording off the list; its file stays in the project</source>
        <translation>Usuń nagranie z listy; jego plik zostaje w projekcie</translation>
    </message>
    <message>
        <source>Find &amp;silence</source>
        <translation>Znajdź &amp;ciszę</translation>
    </message>
    <message>
        <source>&amp;Next mark</source>
        <translation>&amp;Następny znacznik</translation>
    </message>
    <message>
        <source>&amp;Previous mark</source>
        <translation>&amp;Poprzedni znacznik</translation>
    </message>
    <message>
        <source>&amp;Accept mark</source>
        <translation>&amp;Zatwierdź znacznik</translation>
    </message>
    <message>
        <source>&amp;Reject mark</source>
        <translation>&amp;Odrzuć znacznik</translation>
    </message>
    <message>
        <source>Accept a&amp;ll marks</source>
        <translation>Zatwierdź &amp;wszystkie znaczniki</translation>
    </message>
    <message>
        <source>Reject all &amp;marks</source>
        <translation>Odrzuć w&amp;szystkie znaczniki</translation>
    </message>
    <message>
        <source>&amp;Play / stop</source>
        <translation>&amp;Odtwarzaj / zatrzymaj</translation>
    </message>
    <message>
        <source>Play / stop and set &amp;cursor</source>
        <translation>Odtwarzaj / zatrzymaj i ustaw &amp;kursor</translation>
    </message>
    <message>
        <source>Stop, and leave the cursor where playback was</source>
        <translation>Zatrzymaj i zostaw kursor tam, gdzie było odtwarzanie</translation>
    </message>
    <message>
        <source>Play &amp;once</source>
        <translation>Odtwórz &amp;raz</translation>
    </message>
    <message>
        <source>P&amp;ause</source>
        <translation>&amp;Pauza</translation>
    </message>
    <message>
        <source>&amp;Loop</source>
        <translation>Pęt&amp;la</translation>
    </message>
    <message>
        <source>Play what is &amp;kept</source>
        <translation>Odtwórz to, co &amp;zostaje</translation>
    </message>
    <message>
        <source>Hear the clip as the voice will learn it: cuts are skipped</source>
        <translation>Posłuchaj klipu tak, jak nauczy się go głos: z pominięciem cięć</translation>
    </message>
    <message>
        <source>S&amp;witch source / result</source>
        <translation>Przełącz źródło / &amp;wynik</translation>
    </message>
    <message>
        <source>Hear the other one at the same place, at once</source>
        <translation>Usłysz od razu drugie nagranie w tym samym miejscu</translation>
    </message>
    <message>
        <source>&amp;Start training</source>
        <translation>&amp;Rozpocznij trening</translation>
    </message>
    <message>
        <source>S&amp;top and save</source>
        <translation>&amp;Zatrzymaj i zapisz</translation>
    </message>
    <message>
        <source>Finish the current step, save, and stop; it can be resumed</source>
        <translation>Dokończ bieżący krok, zapisz i zatrzymaj; można potem wznowić</translation>
    </message>
    <message>
        <source>&amp;Resume training</source>
        <translation>&amp;Wznów trening</translation>
    </message>
    <message>
        <source>Save a checkpoint &amp;now</source>
        <translation>Zapi&amp;sz stan teraz</translation>
    </message>
    <message>
        <source>&amp;Start conversion</source>
        <translation>&amp;Konwertuj</translation>
    </message>
    <message>
        <source>Choose &amp;vocal…</source>
        <translation>Wybierz &amp;wokal…</translation>
    </message>
    <message>
        <source>Choose &amp;instrumental…</source>
        <translation>Wybierz &amp;podkład…</translation>
    </message>
    <message>
        <source>Save cover &amp;as…</source>
        <translation>&amp;Zapisz cover jako…</translation>
    </message>
    <message>
        <source>&amp;Convert with this voice</source>
        <translation>&amp;Konwertuj tym głosem</translation>
    </message>
    <message>
        <source>Show voice &amp;folder</source>
        <translation>Pokaż &amp;folder głosu</translation>
    </message>
    <message>
        <source>&amp;Refresh list</source>
        <translation>&amp;Odśwież listę</translation>
    </message>
    <message>
        <source>&amp;Clean</source>
        <translation>&amp;Czyszczenie</translation>
    </message>
    <message>
        <source>C&amp;onvert</source>
        <translation>&amp;Konwersja</translation>
    </message>
    <message>
        <source>&amp;Voices</source>
        <translation>&amp;Głosy</translation>
    </message>
    <message>
        <source>&amp;Next page</source>
        <translation>&amp;Następna strona</translation>
    </message>
    <message>
        <source>&amp;Previous page</source>
        <translation>&amp;Poprzednia strona</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>Po&amp;większ</translation>
    </message>
    <message>
        <source>Zoom nor&amp;mal</source>
        <translation>Powiększenie n&amp;ormalne</translation>
    </message>
    <message>
        <source>Zoom o&amp;ut</source>
        <translation>Po&amp;mniejsz</translation>
    </message>
    <message>
        <source>Zoom to &amp;selection</source>
        <translation>Powiększ do &amp;zaznaczenia</translation>
    </message>
    <message>
        <source>&amp;Fit in window</source>
        <translation>&amp;Dopasuj do okna</translation>
    </message>
    <message>
        <source>Command pa&amp;lette…</source>
        <translation>Paleta po&amp;leceń…</translation>
    </message>
    <message>
        <source>Full sc&amp;reen</source>
        <translation>Pełny &amp;ekran</translation>
    </message>
    <message>
        <source>Reset la&amp;yout</source>
        <translation>Przywróć &amp;układ</translation>
    </message>
    <message>
        <source>Keyboard &amp;shortcuts…</source>
        <translation>&amp;Skróty klawiszowe…</translation>
    </message>
    <message>
        <source>&amp;Messages…</source>
        <translation>&amp;Komunikaty…</translation>
    </message>
    <message>
        <source>Open &amp;log folder</source>
        <translation>Otwórz folder &amp;dzienników</translation>
    </message>
    <message>
        <source>Copy &amp;diagnostics</source>
        <translation>Kopiuj dane dia&amp;gnostyczne</translation>
    </message>
    <message>
        <source>&amp;About RVC Desk</source>
        <translation>&amp;O programie RVC Desk</translation>
    </message>
</context>
<context>
    <name>core</name>
    <message>
        <source>A gain must be between -120 and 40 dB.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A large network: exact, very slow without a GPU.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A sample rate of {rate} Hz is not possible.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A small network: fast, good on singing and speech.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept all marks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept mark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An index needs features of 256, 512 or 768 numbers, not {shape}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An option is missing: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Jak w systemie</translation>
    </message>
    <message>
        <source>Autocorrelation: the fastest, for clean recordings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatycznie</translation>
    </message>
    <message>
        <source>Automatic uses the graphics card when PyTorch can.</source>
        <translation>Automatycznie oznacza kartę graficzną, jeśli PyTorch potrafi jej użyć.</translation>
    </message>
    <message>
        <source>Band-limited</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Breath</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CREPE&apos;s small network: less exact, faster.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Anulowano.</translation>
    </message>
    <message>
        <source>Chirp</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clipped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the idle engine after (minutes)</source>
        <translation>Zamykaj bezczynny silnik po (minutach)</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Kolory</translation>
    </message>
    <message>
        <source>Comparing the channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compute device</source>
        <translation>Urządzenie obliczeniowe</translation>
    </message>
    <message>
        <source>Converting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy recordings into the project</source>
        <translation>Kopiuj nagrania do projektu</translation>
    </message>
    <message>
        <source>Copying the recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cough</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cut</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Ciemne</translation>
    </message>
    <message>
        <source>Dark or light colours.</source>
        <translation>Ciemne lub jasne kolory.</translation>
    </message>
    <message>
        <source>Draft (any computer)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Silnik</translation>
    </message>
    <message>
        <source>Engine command</source>
        <translation>Polecenie silnika</translation>
    </message>
    <message>
        <source>Find silence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finding the pitch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For recordings that hold nothing above 16 kHz; a little faster.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>General</source>
        <translation>Ogólne</translation>
    </message>
    <message>
        <source>Hum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It holds no configuration.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It says neither yes nor no about pitch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was trained with the content encoder {content}, which RVC Desk does not have; it will not sound right with another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was trained with the vocoder {vocoder}, which only Applio has; RVC Desk reads voices made with HiFi-GAN.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Knock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Język</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Jasne</translation>
    </message>
    <message>
        <source>Line {line} of {file} is not a label.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Listening to what is said</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading the voice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at the recordings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for silence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Music</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Music under speech</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No base model for {preset}: the training starts from nothing and needs much longer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No network: fast, for clean recordings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No network: slow, finds low and breathy notes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Noise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing in the recordings can be used: every piece is too short, silent or broken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On: the project holds its own copy. Off: it points at the file where it lies.</source>
        <translation>Włączone: projekt ma własną kopię. Wyłączone: projekt wskazuje plik tam, gdzie leży.</translation>
    </message>
    <message>
        <source>Playback device</source>
        <translation>Urządzenie odtwarzania</translation>
    </message>
    <message>
        <source>Playback stopped because the sound could not be read; the log says why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Playback volume, 0 to 1.</source>
        <translation>Głośność odtwarzania, od 0 do 1.</translation>
    </message>
    <message>
        <source>Prepared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preparing recordings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Procesor</translation>
    </message>
    <message>
        <source>Processor threads for training and conversion; 0 uses all cores, at low priority.</source>
        <translation>Wątki procesora do treningu i konwersji; 0 oznacza wszystkie rdzenie, z niskim priorytetem.</translation>
    </message>
    <message>
        <source>Quiet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RVC v1, 32 kHz</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RVC v1, 40 kHz</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RVC v1, 48 kHz</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RVC v2, 32 kHz</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RVC v2, 40 kHz</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RVC v2, 48 kHz</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading audio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reverberation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Second speaker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Several voices are called {voice}; give the path of the one you mean.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Silence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something went wrong inside RVC Desk: {reason}</source>
        <translation>Coś poszło nie tak wewnątrz RVC Desk: {reason}</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Dźwięk</translation>
    </message>
    <message>
        <source>Sound plays on {device}.</source>
        <translation>Dźwięk gra na urządzeniu {device}.</translation>
    </message>
    <message>
        <source>The PortAudio library is missing, so playback is off; install it and start again.</source>
        <translation>Brakuje biblioteki PortAudio, więc odtwarzanie nie działa; zainstaluj ją i uruchom program ponownie.</translation>
    </message>
    <message>
        <source>The base model {file} does not fit the preset {preset} (at {key}); choose the one made for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The training failed ({reason}); the last save is kept; log.txt in {folder} says more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The training process ended unexpectedly (code {code}); Resume goes on from the last save. Log: {log}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no recordings in {path} that can be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This run was started with {name} {stored}, not {given}; leave it out to resume, or start a new one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} cannot be a voice&apos;s name; leave out / \ : * ? &quot; &lt; &gt; | and end dots.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The base model {file} is not there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Going to the next mark plays it, with a little of what comes before and after.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play each mark when it is chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reject all marks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reject mark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The bundled model {file} is missing; install RVC Desk again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clip file {file} cannot be read ({reason}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clip file {file} is damaged ({reason}); restore it from a copy or remove the clip.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clip file {file} names no recording; remove the clip and add it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clip {clip} is open elsewhere and can only be read here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The command that starts the engine; empty means this installation&apos;s own.</source>
        <translation>Polecenie, które uruchamia silnik; puste oznacza silnik z tej instalacji.</translation>
    </message>
    <message>
        <source>The confidence must be between 0 and 1, not {value}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The edit could not be saved in {file} ({reason}); check the disk and do it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine could not be started with {program} ({reason}); check the engine command in Settings.</source>
        <translation>Nie udało się uruchomić silnika poleceniem {program} ({reason}); sprawdź polecenie silnika w Ustawieniach.</translation>
    </message>
    <message>
        <source>The engine crashed (signal {code}) while working on this; its log is {log}.</source>
        <translation>Silnik uległ awarii (sygnał {code}) podczas tej pracy; jego dziennik to {log}.</translation>
    </message>
    <message>
        <source>The engine did not answer within a minute; its log is {log}.</source>
        <translation>Silnik nie odpowiedział w ciągu minuty; jego dziennik to {log}.</translation>
    </message>
    <message>
        <source>The engine ended (exit code {code}) before it was done with this; its log is {log}.</source>
        <translation>Silnik zakończył się (kod {code}), zanim skończył tę pracę; jego dziennik to {log}.</translation>
    </message>
    <message>
        <source>The engine failed ({reason}); the log has the details.</source>
        <translation>Silnik zawiódł ({reason}); szczegóły są w dzienniku.</translation>
    </message>
    <message>
        <source>The engine keeps models warm in memory; it is closed when nothing was asked of it for so long.</source>
        <translation>Silnik trzyma modele gotowe w pamięci; zostaje zamknięty, gdy tak długo o nic go nie poproszono.</translation>
    </message>
    <message>
        <source>The engine knows no {verb}.</source>
        <translation>Silnik nie zna polecenia {verb}.</translation>
    </message>
    <message>
        <source>The engine was ended by the system, most often for want of memory; its log is {log}.</source>
        <translation>System zakończył silnik, najczęściej z braku pamięci; jego dziennik to {log}.</translation>
    </message>
    <message>
        <source>The file does not say its version; it is read as v1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file names the same weight twice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder {folder} holds no audio files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folders resources and models of RVC Desk are missing from {folder}; install it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The labels {file} cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The language of the window; takes effect at the next start.</source>
        <translation>Język okna; zmiana działa od następnego uruchomienia.</translation>
    </message>
    <message>
        <source>The older network at 32 kHz.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The older network at 48 kHz.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The older network, for tools that only read v1 voices.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The option {name} cannot be {value}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The package sounddevice is missing, so playback is off; install it and start again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The package {package} is missing or incomplete; install RVC Desk again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pitch method {method} is not available; choose one of {known}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pitch of the voice or of the song is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project folder {folder} cannot be made ({reason}); choose another place.</source>
        <translation>Nie można utworzyć folderu projektu {folder} ({reason}); wybierz inne miejsce.</translation>
    </message>
    <message>
        <source>The project {folder} is open elsewhere ({holder}) and can only be read here.</source>
        <translation>Projekt {folder} jest otwarty gdzie indziej ({holder}) i tutaj można go tylko czytać.</translation>
    </message>
    <message>
        <source>The project {name} has nothing to train on; add recordings on the Clean page first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recording {file} of the clip {clip} is gone; put it back or remove the clip.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run {name} is being trained already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The save {file} could not be read back; check the disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The save {file} is damaged ({reason}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The silence option {name} must lie between {low} and {high}, not {value}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sound device {device} cannot be opened.</source>
        <translation>Nie można otworzyć urządzenia dźwiękowego {device}.</translation>
    </message>
    <message>
        <source>The sound device {wanted} is not there; playing on {device}.</source>
        <translation>Nie ma urządzenia dźwiękowego {wanted}; dźwięk gra na {device}.</translation>
    </message>
    <message>
        <source>The sound system does not start, so playback is off.</source>
        <translation>System dźwięku nie uruchamia się, więc odtwarzanie nie działa.</translation>
    </message>
    <message>
        <source>The training could not be started ({command}: {reason}); check the engine command in Settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The training of the demo failed: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The training starts from the base model {files}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The training was ended from outside (often for want of memory); Resume goes on from the last save. Log: {log}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The usual choice for RVC voices; needs a graphics card to train.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The voice did not read back after writing; check the disk. {problem}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The voice did not read back as it was written; check the disk and memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The voice lies around {voice} Hz, the song around {song} Hz.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The voice {voice} has no index; it is used without.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The voice {voice} has no speaker {number}; it has {count}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The widest band; slower, and only for clean full-band recordings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The {name} loss was no longer a number at step {step}; resume from the last save, or start anew with another seed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no features to build an index from; prepare the recordings first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a run called {name} in this project already; resume it or choose another name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no device {wanted} for PyTorch here; choose one of {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no discriminator {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no preset {preset}; choose one of {choices}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no save to resume from; the training starts at step 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no sound device; playback is off until one is connected.</source>
        <translation>Nie ma urządzenia dźwiękowego; odtwarzanie nie działa, dopóki go nie podłączysz.</translation>
    </message>
    <message>
        <source>There is no voice in {folder} yet; train one or choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no voice {voice}; give a path, or one of these names: {known}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to convert; name a recording.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These weights fit none of RVC&apos;s configurations; use the small voice file instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This index holds features of {found} numbers and the voice works with {wanted}; choose the voice&apos;s own index.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This voice needs the content encoder {name}, which RVC Desk does not have; it has {known}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This voice says it is version {version}, which RVC Desk does not know; it reads v1, v2 and its own draft voices.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This voice&apos;s configuration has an impossible value ({name} is {value}); the file is damaged or not an RVC voice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This voice&apos;s configuration has {count} values instead of 18; the file is damaged or not an RVC voice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timing trial steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trains on an ordinary processor with nothing to download; quick, and rougher than RVC.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Głośność</translation>
    </message>
    <message>
        <source>Where sound is played; empty means the system&apos;s default.</source>
        <translation>Gdzie odtwarzać dźwięk; puste oznacza domyślne urządzenie systemu.</translation>
    </message>
    <message>
        <source>Worker threads</source>
        <translation>Wątki robocze</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>building the index</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>holds values that are not numbers, or far too loud ones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>looking at the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>resample must be 0 or at least 8000 Hz, not {value}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>shorter than 0.375 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>silent (below -60 dB)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} cannot be opened ({reason}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} cannot be read as audio; choose a WAV, FLAC, OGG, Opus, MP3, M4A or video file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} cannot be read; restore it from a copy.</source>
        <translation>Nie można odczytać pliku {file}; przywróć go z kopii.</translation>
    </message>
    <message>
        <source>{file} cannot be used. {problem}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} cannot be written: its name must end in one of {suffixes}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} carries no format number; it is not a project of RVC Desk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} claims a sample rate of {rate} Hz, which no audio has.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} could not be read ({reason}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} could not be written ({reason}); check the folder&apos;s permissions and free space.</source>
        <translation>Nie udało się zapisać pliku {file} ({reason}); sprawdź uprawnienia folderu i wolne miejsce.</translation>
    </message>
    <message>
        <source>{file} describes a tensor that does not fit its own data ({name}) and was refused.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} does not exist.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} does not exist; check the path.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} does not hold what was written; check the disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} has the unknown format {found}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} has {channels} channels, more than {most}; export it as mono or stereo.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} holds a voice&apos;s configuration but no weights; copy or download it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} holds features of {dim} numbers, and voices use 256, 512 or 768; choose another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} holds no features; choose the file whose name begins with added_.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} holds no sound; choose another file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} holds numbers that are not finite ({weight}); its training went wrong, use an earlier save.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} holds numbers that are not finite; build the index again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} holds numbers that are not finite; install RVC Desk again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} holds something beside tensors among its weights and was refused.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} holds something no voice needs ({name}) and was refused.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} holds values that are not numbers; export it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} holds {count} weights that its configuration does not have (such as {weight}); it is not the voice it says it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} holds {weight} as {found} where its configuration needs {wanted}; it is damaged or altered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is a PyTorch file of something else, not a voice; choose a voice&apos;s file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is a folder; choose an audio file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is a model file, but none that RVC Desk knows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is a safetensors file of something else, not a voice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is a save of another preset.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is a sound, not a model; choose a .pth or .safetensors file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is a web page or text, not a model; the download went wrong, get the file again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is damaged after {seconds} s; copy or export it again from the original.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is damaged or was cut short; copy it again or build the index again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is damaged or was cut short; copy or download it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is damaged; copy it again or build the index again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is damaged; install RVC Desk again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is damaged; install {package} again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is empty (0 bytes); choose another file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is empty; copy or download it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is longer than {hours} hours; split it into shorter files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is nested deeper than any real model and was refused.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is not a base model (it has no network in it).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is not a clip of RVC Desk; restore it from a copy or remove it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is not a model file of PyTorch; choose a .pth or .safetensors file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is not an index of a voice; choose an .index file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is not the model that its name says; install RVC Desk again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is not the recording that was added; put that back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is only {seconds} s long; at least {least} s is needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is shorter than 0.1 s; there is nothing to convert.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is silent (its peak is {peak} dBFS); check the recording or choose another file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is silent; so will the result be.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is the discriminator of a training run, not a voice; choose the G_ file beside it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is too large for an index (8 GiB) and was refused.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} lacks {count} of the voice&apos;s weights (such as {weight}); it is incomplete, get it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} stores {weight} as {dtype}, which no voice does; it was refused.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} was made by a newer RVC Desk (format {found}, this one reads up to {known}); update to open it.</source>
        <translation>Plik {file} utworzył nowszy RVC Desk (format {found}, ta wersja czyta do {known}); zaktualizuj program, aby go otworzyć.</translation>
    </message>
    <message>
        <source>{file} was made by a newer RVC Desk; update to open it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} was not written because the sound holds values that are not numbers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} was not written because there is no sound to put in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} would run code when opened ({name}) and was refused; get the voice from a source you trust.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} would unpack to far more than its own size and was refused.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} holds several voices ({names}); choose one of the files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} is not a project of RVC Desk (it has no project.json).</source>
        <translation>{folder} nie jest projektem RVC Desk (nie ma w nim project.json).</translation>
    </message>
    <message>
        <source>{folder} is not a training run (no options.json can be read there).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} is not empty; choose a new folder for the project.</source>
        <translation>Folder {folder} nie jest pusty; wybierz nowy folder na projekt.</translation>
    </message>
    <message>
        <source>{kind} is not a kind of finding; choose from {kinds}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{minutes} minutes of voice; 10 are recommended, more clean speech makes a better voice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is not an option here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is {value}, but must be between {low} and {high}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} was found but does not compute with this PyTorch; install the PyTorch for it, or choose the processor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} does not exist; name a project or a folder of recordings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is not a project; name one to make with --project.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{suffix} files cannot hold {subtype} samples.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{suffix} files hold at most {most} channels, not {channels}; choose .wav or .flac.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value} cannot be used for the setting {key}.</source>
        <translation>Wartości {value} nie można użyć w ustawieniu {key}.</translation>
    </message>
</context>
<context>
    <name>model</name>
    <message>
        <source>kept {time}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
