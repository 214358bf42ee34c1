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
        <translation>Dołączony enkoder treści to enkoder modelu Whisper base firmy OpenAI (licencja MIT).</translation>
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
        <translation>Dodawanie nagrań</translation>
    </message>
    <message>
        <source>Files that could not be added ({count}): {names}</source>
        <translation>Pliki, których nie udało się dodać ({count}): {names}</translation>
    </message>
    <message>
        <source>Recordings added: {count}</source>
        <translation>Dodane nagrania: {count}</translation>
    </message>
</context>
<context>
    <name>AdvancedFields</name>
    <message>
        <source>A voice that has learnt to speak already; this one goes on from there</source>
        <translation>Głos, który już umie mówić; nowy uczy się dalej od tego miejsca</translation>
    </message>
    <message>
        <source>Base mode&amp;l</source>
        <translation>Model &amp;bazowy</translation>
    </message>
    <message>
        <source>Networks</source>
        <translation>Sieci</translation>
    </message>
    <message>
        <source>Generator</source>
        <translation>Generator</translation>
    </message>
    <message>
        <source>Nothing: from scratch</source>
        <translation>Brak: od zera</translation>
    </message>
    <message>
        <source>The base model&apos;s generator</source>
        <translation>Generator modelu bazowego</translation>
    </message>
    <message>
        <source>Discriminator</source>
        <translation>Dyskryminator</translation>
    </message>
    <message>
        <source>The base model&apos;s discriminator</source>
        <translation>Dyskryminator modelu bazowego</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatycznie</translation>
    </message>
    <message>
        <source>Pieces kept out of the training to measure on: they tell when the voice is at its best. Automatic keeps some where there are enough; 0 keeps none</source>
        <translation>Fragmenty wyłączone z treningu, na których mierzy się postęp: pokazują, kiedy głos jest najlepszy. Automatycznie: kilka, jeśli nagrań wystarczy; 0: żadne</translation>
    </message>
    <message>
        <source>Held out</source>
        <translation>Do kontroli</translation>
    </message>
    <message>
        <source>The fastest one</source>
        <translation>Najszybsze</translation>
    </message>
    <message>
        <source>&amp;Device</source>
        <translation>&amp;Urządzenie</translation>
    </message>
    <message>
        <source>What computes the training</source>
        <translation>Co oblicza trening</translation>
    </message>
    <message>
        <source>Pieces in one step: more is steadier, slower a step, and takes more memory. Automatic tries how many fit</source>
        <translation>Liczba fragmentów w kroku: więcej daje stabilniejszą naukę, ale wolniejszy krok i większe zużycie pamięci. Automatycznie: program sprawdza, ile się mieści</translation>
    </message>
    <message>
        <source>&amp;Batch size</source>
        <translation>Wie&amp;lkość partii</translation>
    </message>
    <message>
        <source>The fastest that the device computes well</source>
        <translation>Najszybsza, w której urządzenie dobrze liczy</translation>
    </message>
    <message>
        <source>float32</source>
        <translation>float32</translation>
    </message>
    <message>
        <source>Exact, slower</source>
        <translation>Dokładnie, wolniej</translation>
    </message>
    <message>
        <source>bfloat16</source>
        <translation>bfloat16</translation>
    </message>
    <message>
        <source>Faster on new hardware</source>
        <translation>Szybciej na nowym sprzęcie</translation>
    </message>
    <message>
        <source>float16</source>
        <translation>float16</translation>
    </message>
    <message>
        <source>Faster on graphics cards without bfloat16</source>
        <translation>Szybciej na kartach graficznych bez bfloat16</translation>
    </message>
    <message>
        <source>The numbers to compute with</source>
        <translation>Format liczb w obliczeniach</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Precyzja</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Włączone</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Wyłączone</translation>
    </message>
    <message>
        <source>Computes some values twice instead of keeping them: for cards with little memory</source>
        <translation>Oblicza część wartości dwa razy zamiast je przechowywać: do kart z małą pamięcią</translation>
    </message>
    <message>
        <source>Save memory</source>
        <translation>Mniej pamięci</translation>
    </message>
    <message>
        <source>On the graphics card where there is room</source>
        <translation>Na karcie graficznej, jeśli jest miejsce</translation>
    </message>
    <message>
        <source>On the device</source>
        <translation>Na urządzeniu</translation>
    </message>
    <message>
        <source>Fastest; takes its memory</source>
        <translation>Najszybciej; zajmuje jego pamięć</translation>
    </message>
    <message>
        <source>In the computer&apos;s memory</source>
        <translation>W pamięci komputera</translation>
    </message>
    <message>
        <source>Leaves the card&apos;s memory alone</source>
        <translation>Nie zajmuje pamięci karty</translation>
    </message>
    <message>
        <source>Where the prepared recordings lie during the training</source>
        <translation>Gdzie podczas treningu są przechowywane przygotowane nagrania</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>Nagrania</translation>
    </message>
    <message>
        <source>Builds faster programs for this very network first: pays on long runs with a GPU</source>
        <translation>Najpierw buduje szybsze programy dla tej sieci: opłaca się przy długich treningach na GPU</translation>
    </message>
    <message>
        <source>Compile</source>
        <translation>Kompilacja</translation>
    </message>
    <message>
        <source>All cores</source>
        <translation>Wszystkie rdzenie</translation>
    </message>
    <message>
        <source>Worker threads; the training leaves the window the right of way in any case</source>
        <translation>Liczba wątków roboczych; trening i tak zawsze ustępuje pierwszeństwa oknu</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Wątki</translation>
    </message>
    <message>
        <source>By epochs</source>
        <translation>Według epok</translation>
    </message>
    <message>
        <source>Stop after so many steps, whatever the epochs say</source>
        <translation>Zatrzymaj po tylu krokach, bez względu na liczbę epok</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Kroki</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>kroków</translation>
    </message>
    <message>
        <source>Save after so many steps as well</source>
        <translation>Zapisuj także co tyle kroków</translation>
    </message>
    <message>
        <source>Also save every</source>
        <translation>Zapis też co</translation>
    </message>
    <message>
        <source>Classic RVC</source>
        <translation>Klasyczne RVC</translation>
    </message>
    <message>
        <source>What voices are made with everywhere</source>
        <translation>Tak wszędzie powstają głosy</translation>
    </message>
    <message>
        <source>RVC-WebUI 2026</source>
        <translation>RVC-WebUI 2026</translation>
    </message>
    <message>
        <source>The pitch goes on through unvoiced sounds</source>
        <translation>Ton podstawowy trwa także przez głoski bezdźwięczne</translation>
    </message>
    <message>
        <source>Which RVC&apos;s numbers to train with; the voice remembers it</source>
        <translation>Według liczb którego RVC trenować; głos to zapamiętuje</translation>
    </message>
    <message>
        <source>Dialect</source>
        <translation>Dialekt</translation>
    </message>
    <message>
        <source>Where chance begins: the same seed repeats the same training</source>
        <translation>Początek losowania: to samo ziarno powtarza ten sam trening</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Ziarno</translation>
    </message>
    <message>
        <source>Sounds</source>
        <translation>Dźwięki</translation>
    </message>
    <message>
        <source>Preview phrase</source>
        <translation>Fraza podglądu</translation>
    </message>
    <message>
        <source>A piece of the recordings</source>
        <translation>Fragment nagrań</translation>
    </message>
    <message>
        <source>A recording of up to 10 seconds that the voice says at every save</source>
        <translation>Nagranie do 10 sekund, które głos wypowiada przy każdym zapisie</translation>
    </message>
    <message>
        <source>Write them</source>
        <translation>Zapisuj pliki</translation>
    </message>
    <message>
        <source>Files that TensorBoard can show, beside the run&apos;s own curves</source>
        <translation>Pliki, które pokaże TensorBoard, oprócz własnych krzywych treningu</translation>
    </message>
    <message>
        <source>TensorBoard files</source>
        <translation>TensorBoard</translation>
    </message>
</context>
<context>
    <name>Advice</name>
    <message>
        <source>Show it</source>
        <translation>Pokaż</translation>
    </message>
    <message>
        <source>Choose the recommended save in the list</source>
        <translation>Zaznacz zalecany zapis na liście</translation>
    </message>
    <message>
        <source>Recommended: epoch {epoch}.</source>
        <translation>Zalecana: epoka {epoch}.</translation>
    </message>
    <message>
        <source>Best so far: epoch {epoch}.</source>
        <translation>Najlepsza dotąd: epoka {epoch}.</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Try again</source>
        <translation>Spróbuj ponownie</translation>
    </message>
    <message>
        <source>Open the project to be changed, once it is closed elsewhere</source>
        <translation>Otwórz projekt do edycji, gdy zostanie zamknięty gdzie indziej</translation>
    </message>
</context>
<context>
    <name>Batch</name>
    <message>
        <source>Recordings: {count}, {time} kept. Each action is one step of undo in each of them.</source>
        <translation>Nagrania: {count}, zostaje {time}. Każde działanie można cofnąć osobno w każdym nagraniu, jednym krokiem.</translation>
    </message>
    <message>
        <source>Looking for everything</source>
        <translation>Szukanie wszystkiego</translation>
    </message>
    <message>
        <source>{kind}…</source>
        <translation>{kind}…</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Zatrzymano.</translation>
    </message>
    <message>
        <source>Done.</source>
        <translation>Gotowe.</translation>
    </message>
    <message>
        <source>New marks: {count}.</source>
        <translation>Nowe znaczniki: {count}.</translation>
    </message>
    <message>
        <source>Cut: {count}, {seconds} s.</source>
        <translation>Wycięte: {count}, {seconds} s.</translation>
    </message>
    <message>
        <source>Recordings without hum now: {count}.</source>
        <translation>Nagrania bez przydźwięku: {count}.</translation>
    </message>
    <message>
        <source>Recordings of even loudness now: {count}.</source>
        <translation>Nagrania o wyrównanej głośności: {count}.</translation>
    </message>
    <message>
        <source>Kept: {before} before, {after} now.</source>
        <translation>Zostaje: przedtem {before}, teraz {after}.</translation>
    </message>
</context>
<context>
    <name>BatchDialog</name>
    <message>
        <source>All recordings at once</source>
        <translation>Wszystkie nagrania naraz</translation>
    </message>
    <message>
        <source>&amp;Find everything that does not belong</source>
        <translation>&amp;Znajdź wszystko, co tu nie pasuje</translation>
    </message>
    <message>
        <source>&amp;Cut what the app is sure about, leave the rest to review</source>
        <translation>&amp;Wytnij to, czego program jest pewien, resztę zostaw do przejrzenia</translation>
    </message>
    <message>
        <source>Take away &amp;hum where it was found</source>
        <translation>Usuń &amp;przydźwięk tam, gdzie go znaleziono</translation>
    </message>
    <message>
        <source>&amp;Even the loudness of all recordings ({lufs} LUFS)</source>
        <translation>Wyrównaj &amp;głośność wszystkich nagrań ({lufs} LUFS)</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Postęp</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Rozpocznij</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Anuluj</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Zamknij</translation>
    </message>
</context>
<context>
    <name>BatteryWatch</name>
    <message>
        <source>On battery ({share} %): plug the computer in, or pause the training.</source>
        <translation>Praca na baterii ({share}%): podłącz zasilacz albo wstrzymaj trening.</translation>
    </message>
    <message>
        <source>On battery ({share} %, {time} left): plug the computer in, or pause the training.</source>
        <translation>Praca na baterii ({share}%, zostało: {time}): podłącz zasilacz albo wstrzymaj trening.</translation>
    </message>
</context>
<context>
    <name>ChannelChoice</name>
    <message>
        <source>Channel</source>
        <translation>Kanał</translation>
    </message>
    <message>
        <source>Which channel a voice learns from</source>
        <translation>Z którego kanału uczy się głos</translation>
    </message>
    <message>
        <source>Mix</source>
        <translation>Miks</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Lewy</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Prawy</translation>
    </message>
    <message>
        <source>Use the other channel</source>
        <translation>Użyj drugiego kanału</translation>
    </message>
    <message>
        <source>Use the left one</source>
        <translation>Użyj lewego</translation>
    </message>
    <message>
        <source>Use the right one</source>
        <translation>Użyj prawego</translation>
    </message>
    <message>
        <source>The left channel is silent; a mix is half as loud as it should be.</source>
        <translation>W lewym kanale jest cisza; miks jest o połowę cichszy, niż powinien.</translation>
    </message>
    <message>
        <source>The right channel is silent; a mix is half as loud as it should be.</source>
        <translation>W prawym kanale jest cisza; miks jest o połowę cichszy, niż powinien.</translation>
    </message>
    <message>
        <source>The channels cancel each other; a mix of them sounds hollow or is gone.</source>
        <translation>Kanały znoszą się nawzajem; ich miks brzmi głucho albo zanika.</translation>
    </message>
</context>
<context>
    <name>CheckRow</name>
    <message>
        <source>In order</source>
        <translation>W porządku</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Ostrzeżenie</translation>
    </message>
    <message>
        <source>Not possible</source>
        <translation>Niemożliwe</translation>
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
        <translation>Upuść tu nagrania</translation>
    </message>
    <message>
        <source>A voice is learned from recordings of one person: speech or singing, ten minutes or more, without music. Drop audio files or whole folders, or choose them. The files themselves are never changed.</source>
        <translation>Głos uczy się z nagrań jednej osoby: mowy lub śpiewu, co najmniej dziesięć minut, bez muzyki. Upuść pliki dźwiękowe albo całe foldery lub wybierz je. Same pliki nigdy nie są zmieniane.</translation>
    </message>
    <message>
        <source>Insert here, at {time}</source>
        <translation>Wstaw tutaj, w {time}</translation>
    </message>
    <message>
        <source>Everything is saved: edits are stored as you make them.</source>
        <translation>Wszystko jest zapisane: zmiany zapisują się na bieżąco.</translation>
    </message>
</context>
<context>
    <name>ClipModel</name>
    <message>
        <source>{kept} of {duration} kept</source>
        <translation>zostaje {kept} z {duration}</translation>
    </message>
    <message>
        <source>{count} to review</source>
        <translation>do przejrzenia: {count}</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>nie można odczytać</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>edytowane</translation>
    </message>
    <message>
        <source>not edited</source>
        <translation>bez zmian</translation>
    </message>
    <message>
        <source>kept {time}</source>
        <translation>zostaje {time}</translation>
    </message>
    <message>
        <source>The recording {file} is not there any more.</source>
        <translation>Nagrania {file} już nie ma.</translation>
    </message>
</context>
<context>
    <name>ClipPanel</name>
    <message>
        <source>Recordings</source>
        <translation>Nagrania</translation>
    </message>
    <message>
        <source>Removed: {name}</source>
        <translation>Usunięto: {name}</translation>
    </message>
    <message>
        <source>{kept} kept of {duration}</source>
        <translation>zostaje {kept} z {duration}</translation>
    </message>
</context>
<context>
    <name>Clipboard</name>
    <message>
        <source>Copied; Ctrl+V inserts it, here or in another recording.</source>
        <translation>Skopiowano; Ctrl+V wstawi to tutaj lub w innym nagraniu.</translation>
    </message>
    <message>
        <source>There is nothing to paste.</source>
        <translation>Nie ma czego wkleić.</translation>
    </message>
    <message>
        <source>Pasting</source>
        <translation>Wklejanie</translation>
    </message>
    <message>
        <source>The recording was edited meanwhile; paste again.</source>
        <translation>Nagranie w międzyczasie zmieniono; wklej jeszcze raz.</translation>
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
    <name>Compare</name>
    <message>
        <source>Source</source>
        <translation>Źródło</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Wynik</translation>
    </message>
    <message>
        <source>Instrumental</source>
        <translation>Podkład</translation>
    </message>
    <message>
        <source>Drop a vocal here, or choose one with Ctrl+Shift+O</source>
        <translation>Upuść tu wokal albo wybierz go klawiszami Ctrl+Shift+O</translation>
    </message>
    <message>
        <source>Drop the instrumental here to hear the vocal in its song</source>
        <translation>Upuść tu podkład, aby usłyszeć wokal w całej piosence</translation>
    </message>
    <message>
        <source>{rate} kHz</source>
        <translation>{rate} kHz</translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message>
        <source>Compare</source>
        <translation>Porównaj</translation>
    </message>
    <message>
        <source>Show the curves of other runs beside these</source>
        <translation>Pokaż obok krzywe innych treningów</translation>
    </message>
    <message>
        <source>Compare with other runs</source>
        <translation>Porównaj z innymi treningami</translation>
    </message>
</context>
<context>
    <name>Conversion</name>
    <message>
        <source>A training is using the graphics card</source>
        <translation>Trening używa karty graficznej</translation>
    </message>
    <message>
        <source>The training {name} is using the graphics card.</source>
        <translation>Trening {name} używa karty graficznej.</translation>
    </message>
    <message>
        <source>Convert on the processor now, which is slower, or wait until the training ends?</source>
        <translation>Konwertować teraz na procesorze, co potrwa dłużej, czy poczekać na koniec treningu?</translation>
    </message>
    <message>
        <source>Convert on the processor</source>
        <translation>Konwertuj na procesorze</translation>
    </message>
    <message>
        <source>Wait for the training</source>
        <translation>Czekaj na trening</translation>
    </message>
    <message>
        <source>Converting</source>
        <translation>Konwersja</translation>
    </message>
    <message>
        <source>Waiting for the training {name} to end</source>
        <translation>Oczekiwanie na koniec treningu {name}</translation>
    </message>
    <message>
        <source>Converting {file}</source>
        <translation>Konwersja: {file}</translation>
    </message>
    <message>
        <source>Starting the engine</source>
        <translation>Uruchamianie silnika</translation>
    </message>
    <message>
        <source>The conversion was cancelled.</source>
        <translation>Konwersję anulowano.</translation>
    </message>
</context>
<context>
    <name>ConvertFiles</name>
    <message>
        <source>Sound and video ({patterns})</source>
        <translation>Dźwięk i wideo ({patterns})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Wszystkie pliki (*)</translation>
    </message>
</context>
<context>
    <name>ConvertPage</name>
    <message>
        <source>Convert</source>
        <translation>Konwersja</translation>
    </message>
    <message>
        <source>A cover is being made</source>
        <translation>Trwa tworzenie coveru</translation>
    </message>
    <message>
        <source>The work under way is lost when the window or the project closes. Close anyway?</source>
        <translation>Po zamknięciu okna lub projektu trwająca praca przepadnie. Zamknąć mimo to?</translation>
    </message>
    <message>
        <source>Choose a vocal</source>
        <translation>Wybierz wokal</translation>
    </message>
    <message>
        <source>Choose an instrumental</source>
        <translation>Wybierz podkład</translation>
    </message>
    <message>
        <source>This project can only be read here.</source>
        <translation>Ten projekt można tu tylko czytać.</translation>
    </message>
    <message>
        <source>Choose a voice first.</source>
        <translation>Najpierw wybierz głos.</translation>
    </message>
    <message>
        <source>Choose a vocal first.</source>
        <translation>Najpierw wybierz wokal.</translation>
    </message>
    <message>
        <source>Press Convert (Ctrl+Return) to hear the voice sing this</source>
        <translation>Naciśnij „Konwertuj” (Ctrl+Return), aby usłyszeć, jak śpiewa to ten głos</translation>
    </message>
    <message>
        <source>{take} is ready; T switches between source and result.</source>
        <translation>Gotowe: {take}; T przełącza między źródłem a wynikiem.</translation>
    </message>
    <message>
        <source>The file lies in {folder}.</source>
        <translation>Plik znajduje się w {folder}.</translation>
    </message>
</context>
<context>
    <name>Details</name>
    <message>
        <source>Verify</source>
        <translation>Sprawdź</translation>
    </message>
    <message>
        <source>Read it through and compare its SHA-256 with the published one</source>
        <translation>Odczytaj cały plik i porównaj jego SHA-256 z opublikowanym</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Usuń…</translation>
    </message>
    <message>
        <source>Delete it from this computer; it can be fetched again</source>
        <translation>Usuń z tego komputera; można go pobrać ponownie</translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>Pokaż folder</translation>
    </message>
    <message>
        <source>Where the models lie on this computer</source>
        <translation>Gdzie na tym komputerze znajdują się modele</translation>
    </message>
    <message>
        <source>This version of RVC Desk does not use it yet.</source>
        <translation>Ta wersja RVC Desk jeszcze z niego nie korzysta.</translation>
    </message>
    <message>
        <source>Get</source>
        <translation>Pobierz</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Wstrzymaj</translation>
    </message>
    <message>
        <source>It is here already</source>
        <translation>Ten model już tu jest</translation>
    </message>
    <message>
        <source>Wait until it has been fetched, or pause</source>
        <translation>Poczekaj na koniec pobierania albo je wstrzymaj</translation>
    </message>
    <message>
        <source>Other models are being worked on; wait a moment</source>
        <translation>Trwa praca nad innymi modelami; poczekaj chwilę</translation>
    </message>
    <message>
        <source>There is nothing of it here</source>
        <translation>Nic z tego modelu tu nie ma</translation>
    </message>
    <message>
        <source>Licence: {licence}.</source>
        <translation>Licencja: {licence}.</translation>
    </message>
    <message>
        <source>{licence} Published in {place}: {files}.</source>
        <translation>{licence} Opublikowano w {place}: {files}.</translation>
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
        <source>Drop here to insert into this recording</source>
        <translation>Upuść tutaj, aby wstawić do tego nagrania</translation>
    </message>
    <message>
        <source>Drop to add to the recordings</source>
        <translation>Upuść, aby dodać do nagrań</translation>
    </message>
</context>
<context>
    <name>Editing</name>
    <message>
        <source>{name}, part {number}</source>
        <translation>{name}, część {number}</translation>
    </message>
    <message>
        <source>{name} is a recording of its own now; here it is cut.</source>
        <translation>{name} jest teraz osobnym nagraniem; tutaj ten odcinek jest wycięty.</translation>
    </message>
    <message>
        <source>{name} is gone; redo brings it back.</source>
        <translation>Nagrania {name} już nie ma; „Ponów” je przywróci.</translation>
    </message>
    <message>
        <source>There is no pause in the selection.</source>
        <translation>W zaznaczeniu nie ma pauzy.</translation>
    </message>
    <message>
        <source>&amp;Undo: {what}</source>
        <translation>&amp;Cofnij: {what}</translation>
    </message>
    <message>
        <source>&amp;Redo: {what}</source>
        <translation>&amp;Ponów: {what}</translation>
    </message>
</context>
<context>
    <name>Editor</name>
    <message>
        <source>Spectrogram settings</source>
        <translation>Ustawienia spektrogramu</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Otwieranie…</translation>
    </message>
    <message>
        <source>mono</source>
        <translation>mono</translation>
    </message>
    <message>
        <source>stereo</source>
        <translation>stereo</translation>
    </message>
    <message>
        <source>{count} channels</source>
        <translation>kanały: {count}</translation>
    </message>
    <message>
        <source>{rate} kHz, {channels}</source>
        <translation>{rate} kHz, {channels}</translation>
    </message>
</context>
<context>
    <name>EffectCache</name>
    <message>
        <source>Processing {clip}</source>
        <translation>Przetwarzanie: {clip}</translation>
    </message>
</context>
<context>
    <name>EffectPanel</name>
    <message>
        <source>Close</source>
        <translation>Zamknij</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Zamknij (Esc)</translation>
    </message>
    <message>
        <source>Previe&amp;w</source>
        <translation>Po&amp;dgląd</translation>
    </message>
    <message>
        <source>Play the selection as it would be</source>
        <translation>Odtwórz zaznaczenie tak, jak by brzmiało</translation>
    </message>
    <message>
        <source>Witho&amp;ut</source>
        <translation>Bez e&amp;fektu</translation>
    </message>
    <message>
        <source>Hear it without the effect, at the same place (Shift+T)</source>
        <translation>Usłysz to samo miejsce bez efektu (Shift+T)</translation>
    </message>
    <message>
        <source>The selection is noise</source>
        <translation>Zaznaczenie to szum</translation>
    </message>
    <message>
        <source>Select a pause with nothing but noise, then press</source>
        <translation>Zaznacz pauzę z samym szumem, potem naciśnij</translation>
    </message>
    <message>
        <source>&amp;Apply</source>
        <translation>Zasto&amp;suj</translation>
    </message>
    <message>
        <source>To the selection, or to the whole recording when nothing is selected; one step of undo</source>
        <translation>Do zaznaczenia albo do całego nagrania, gdy nic nie zaznaczono; można to cofnąć jednym krokiem</translation>
    </message>
    <message>
        <source>All recordings</source>
        <translation>Do wszystkich</translation>
    </message>
    <message>
        <source>The same for every recording of the project; one undo each</source>
        <translation>To samo w każdym nagraniu projektu; cofanie osobno w każdym</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Zatrzymaj</translation>
    </message>
    <message>
        <source>Wit&amp;h effect</source>
        <translation>Z e&amp;fektem</translation>
    </message>
</context>
<context>
    <name>Effects</name>
    <message>
        <source>On the selection.</source>
        <translation>Dotyczy zaznaczenia.</translation>
    </message>
    <message>
        <source>On the whole recording.</source>
        <translation>Dotyczy całego nagrania.</translation>
    </message>
    <message>
        <source>Noise: {start} to {end} of the recording.</source>
        <translation>Szum: od {start} do {end} w nagraniu.</translation>
    </message>
    <message>
        <source>This is too short to know the noise by; select a longer pause.</source>
        <translation>To za krótko, aby poznać szum; zaznacz dłuższą pauzę.</translation>
    </message>
    <message>
        <source>Noise: the quietest moments of the recording. Better: select a pause and say that it is noise.</source>
        <translation>Szum: najcichsze chwile nagrania. Lepiej: zaznacz pauzę i wskaż, że to szum.</translation>
    </message>
    <message>
        <source>The noise is known now. Select what to clean, or nothing for the whole recording.</source>
        <translation>Szum jest już znany. Zaznacz to, co oczyścić, albo nic, aby oczyścić całe nagranie.</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>Chwileczkę…</translation>
    </message>
    <message>
        <source>An effect is at work; this one follows it.</source>
        <translation>Trwa przetwarzanie; ten efekt zacznie się po jego zakończeniu.</translation>
    </message>
    <message numerus="yes">
        <source>{effect}: done with %n recordings; each has its own undo.</source>
        <translation>
            <numerusform>{effect}: przetworzono %n nagranie; można to w nim cofnąć.</numerusform>
            <numerusform>{effect}: przetworzono %n nagrania; w każdym można to cofnąć osobno.</numerusform>
            <numerusform>{effect}: przetworzono %n nagrań; w każdym można to cofnąć osobno.</numerusform>
        </translation>
    </message>
    <message>
        <source>{effect}: done. Undo takes it back.</source>
        <translation>{effect}: gotowe. Można to cofnąć.</translation>
    </message>
</context>
<context>
    <name>EmptyConvert</name>
    <message>
        <source>Drop a vocal here</source>
        <translation>Upuść tu wokal</translation>
    </message>
    <message>
        <source>A vocal without its music: a sung line, an acapella, any sound file or video. The chosen voice sings it; you compare, mix it with the instrumental and save the cover.</source>
        <translation>Wokal bez muzyki: zaśpiewany wers, acapella, dowolny plik dźwiękowy lub wideo. Wybrany głos to zaśpiewa, a Ty porównasz, zmiksujesz z podkładem i zapiszesz cover.</translation>
    </message>
    <message>
        <source>Try it with the sample song</source>
        <translation>Wypróbuj na przykładowej piosence</translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message>
        <source>Save cover as</source>
        <translation>Zapisz cover jako</translation>
    </message>
    <message>
        <source>WAV, exact (*.wav)</source>
        <translation>WAV, bez strat (*.wav)</translation>
    </message>
    <message>
        <source>FLAC, exact and smaller (*.flac)</source>
        <translation>FLAC, bez strat i mniejszy (*.flac)</translation>
    </message>
    <message>
        <source>MP3 (*.mp3)</source>
        <translation>MP3 (*.mp3)</translation>
    </message>
    <message>
        <source>Ogg Vorbis (*.ogg)</source>
        <translation>Ogg Vorbis (*.ogg)</translation>
    </message>
    <message>
        <source>AAC (*.m4a)</source>
        <translation>AAC (*.m4a)</translation>
    </message>
    <message>
        <source>Saving {file}</source>
        <translation>Zapisywanie: {file}</translation>
    </message>
    <message>
        <source>The cover was saved as {file}.</source>
        <translation>Cover zapisano jako {file}.</translation>
    </message>
</context>
<context>
    <name>Exports</name>
    <message>
        <source>Save the curves as a picture</source>
        <translation>Zapisz krzywe jako obraz</translation>
    </message>
    <message>
        <source>Save the curves as a table</source>
        <translation>Zapisz krzywe jako tabelę</translation>
    </message>
    <message>
        <source>Saved as {file}.</source>
        <translation>Zapisano jako {file}.</translation>
    </message>
    <message>
        <source>There is no run yet.</source>
        <translation>Nie ma jeszcze żadnego treningu.</translation>
    </message>
    <message>
        <source>This run has written no TensorBoard files.</source>
        <translation>Ten trening nie zapisał plików TensorBoard.</translation>
    </message>
</context>
<context>
    <name>Fader</name>
    <message>
        <source>Mute</source>
        <translation>Wycisz</translation>
    </message>
    <message>
        <source>Silence it, in playback and in the saved cover</source>
        <translation>Wycisz w odtwarzaniu i w zapisanym coverze</translation>
    </message>
    <message>
        <source>Mute: {name}</source>
        <translation>Wycisz: {name}</translation>
    </message>
    <message>
        <source>dB</source>
        <translation>dB</translation>
    </message>
    <message>
        <source>Gain: {name}</source>
        <translation>Poziom: {name}</translation>
    </message>
    <message>
        <source>Gain in dB: {name}</source>
        <translation>Poziom w dB: {name}</translation>
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
        <translation>Wybierz plik</translation>
    </message>
    <message>
        <source>{field}: choose a file</source>
        <translation>{field}: wybierz plik</translation>
    </message>
</context>
<context>
    <name>Frequencies</name>
    <message>
        <source>{accept} accepts, {reject} rejects</source>
        <translation>{accept} zatwierdza, {reject} odrzuca</translation>
    </message>
</context>
<context>
    <name>FrequencyBox</name>
    <message>
        <source> Hz</source>
        <translation> Hz</translation>
    </message>
</context>
<context>
    <name>FrequencyFields</name>
    <message>
        <source>Lowest frequency</source>
        <translation>Najniższa częstotliwość</translation>
    </message>
    <message>
        <source>Highest frequency</source>
        <translation>Najwyższa częstotliwość</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>Od</translation>
    </message>
    <message>
        <source>High</source>
        <translation>Do</translation>
    </message>
</context>
<context>
    <name>HealthPanel</name>
    <message>
        <source>How good these recordings are for a voice, and what would help</source>
        <translation>Jak dobre są te nagrania dla głosu i co by pomogło</translation>
    </message>
    <message>
        <source>Measure all</source>
        <translation>Zmierz</translation>
    </message>
    <message>
        <source>Measure noise, loudness, pitch, the room and who speaks, in every recording</source>
        <translation>Zmierz we wszystkich nagraniach szum, głośność, wysokość głosu i pogłos oraz sprawdź, kto mówi</translation>
    </message>
    <message>
        <source>Save page…</source>
        <translation>Strona…</translation>
    </message>
    <message>
        <source>The whole verdict as a page for the browser (HTML)</source>
        <translation>Cała ocena jako strona do przeglądarki (HTML)</translation>
    </message>
    <message>
        <source>JSON…</source>
        <translation>JSON…</translation>
    </message>
    <message>
        <source>The whole verdict as data (JSON)</source>
        <translation>Cała ocena jako dane (JSON)</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>Stan nagrań</translation>
    </message>
    <message>
        <source>Health: {score} of 100</source>
        <translation>Stan nagrań: {score} na 100</translation>
    </message>
    <message>
        <source>Only what was decided counts so far; let the app listen to measure the rest.</source>
        <translation>Na razie liczy się tylko to, co rozpatrzono; „Zmierz” uzupełni resztę.</translation>
    </message>
</context>
<context>
    <name>HealthPart</name>
    <message>
        <source>Listening to every recording</source>
        <translation>Badanie wszystkich nagrań</translation>
    </message>
    <message>
        <source>Save the verdict</source>
        <translation>Zapisz ocenę</translation>
    </message>
    <message>
        <source>Page (*.html)</source>
        <translation>Strona (*.html)</translation>
    </message>
    <message>
        <source>Data (*.json)</source>
        <translation>Dane (*.json)</translation>
    </message>
    <message>
        <source>{file} could not be written ({reason}).</source>
        <translation>Nie udało się zapisać pliku {file} ({reason}).</translation>
    </message>
    <message>
        <source>The verdict is in {file}.</source>
        <translation>Ocenę zapisano w {file}.</translation>
    </message>
</context>
<context>
    <name>HistoryList</name>
    <message>
        <source>History</source>
        <translation>Historia</translation>
    </message>
    <message>
        <source>A click undoes or redoes as many steps as it takes</source>
        <translation>Kliknięcie cofa lub ponawia tyle kroków, ile potrzeba</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Zamknij</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Zamknij (Esc)</translation>
    </message>
    <message>
        <source>steps: {count}</source>
        <translation>kroki: {count}</translation>
    </message>
</context>
<context>
    <name>HistoryModel</name>
    <message>
        <source>As it was when you opened the project</source>
        <translation>Stan z chwili otwarcia projektu</translation>
    </message>
    <message>
        <source>As it was added</source>
        <translation>Po dodaniu</translation>
    </message>
    <message>
        <source>opened here</source>
        <translation>przy otwarciu</translation>
    </message>
    <message>
        <source>undone</source>
        <translation>cofnięte</translation>
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
    <name>KindsPopup</name>
    <message>
        <source>What to look for</source>
        <translation>Czego szukać</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Wszystkie</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Żadne</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Szukaj</translation>
    </message>
    <message>
        <source>Look for, with the number of marks in this recording:</source>
        <translation>Czego szukać (z liczbą znaczników w tym nagraniu):</translation>
    </message>
</context>
<context>
    <name>LabelLane</name>
    <message>
        <source>Text of the label</source>
        <translation>Tekst etykiety</translation>
    </message>
    <message>
        <source>Enter keeps the text, Escape drops it</source>
        <translation>Enter zachowuje tekst, Escape go odrzuca</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Etykiety</translation>
    </message>
    <message>
        <source>Click to select, drag to move, drag an edge to resize, double-click to rename</source>
        <translation>Kliknij, aby zaznaczyć; przeciągnij, aby przesunąć; przeciągnij krawędź, aby zmienić długość; kliknij dwukrotnie, aby zmienić nazwę</translation>
    </message>
</context>
<context>
    <name>Labelling</name>
    <message>
        <source>Labels made: {count}</source>
        <translation>Dodane etykiety: {count}</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>zatwierdzony</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>odrzucony</translation>
    </message>
    <message>
        <source>not answered</source>
        <translation>nierozpatrzony</translation>
    </message>
    <message>
        <source>Import labels</source>
        <translation>Importuj etykiety</translation>
    </message>
    <message>
        <source>Export labels</source>
        <translation>Eksportuj etykiety</translation>
    </message>
    <message>
        <source>Labels of Audacity (*.txt)</source>
        <translation>Etykiety Audacity (*.txt)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Wszystkie pliki (*)</translation>
    </message>
    <message>
        <source>Labels read: {count}</source>
        <translation>Wczytane etykiety: {count}</translation>
    </message>
    <message>
        <source>{file} has no new label for this recording.</source>
        <translation>W {file} nie ma nowych etykiet dla tego nagrania.</translation>
    </message>
    <message>
        <source>Labels written: {count}, to {file}</source>
        <translation>Zapisane etykiety: {count}, plik {file}</translation>
    </message>
</context>
<context>
    <name>Lane</name>
    <message>
        <source>Click to go there. The wheel scrolls, Ctrl and the wheel zoom.</source>
        <translation>Kliknij, aby tam przejść. Kółko przewija, Ctrl+kółko powiększa.</translation>
    </message>
    <message>
        <source>Files can be dropped here.</source>
        <translation>Można tu upuszczać pliki.</translation>
    </message>
    <message>
        <source>Listen to: {name}</source>
        <translation>Słuchaj: {name}</translation>
    </message>
    <message>
        <source>Heard now</source>
        <translation>Teraz słyszane</translation>
    </message>
    <message>
        <source>{name}, heard now</source>
        <translation>{name}, teraz słyszane</translation>
    </message>
    <message>
        <source>Opening the file</source>
        <translation>Otwieranie pliku</translation>
    </message>
</context>
<context>
    <name>LeftOut</name>
    <message>
        <source>What is left out, and why</source>
        <translation>Co zostało pominięte i dlaczego</translation>
    </message>
    <message>
        <source>What is left out</source>
        <translation>Co zostało pominięte</translation>
    </message>
    <message>
        <source>Nothing: all that is kept can be used</source>
        <translation>Nic: wszystkiego, co zostaje, można użyć</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>Click: show or hide. Double click or Return: this curve alone.</source>
        <translation>Kliknięcie: pokaż lub ukryj. Dwukrotne kliknięcie lub Return: tylko ta krzywa.</translation>
    </message>
</context>
<context>
    <name>LevelMeter</name>
    <message>
        <source>{name}: nothing</source>
        <translation>{name}: brak sygnału</translation>
    </message>
    <message>
        <source>{name}: {level} dBFS</source>
        <translation>{name}: {level} dBFS</translation>
    </message>
    <message>
        <source>{level}; full scale was reached (click to reset)</source>
        <translation>{level}; osiągnięto pełną skalę (kliknięcie zeruje)</translation>
    </message>
</context>
<context>
    <name>Levels</name>
    <message>
        <source>Select a part to measure its levels</source>
        <translation>Zaznacz odcinek, aby zmierzyć jego poziomy</translation>
    </message>
    <message>
        <source>Of the selection:</source>
        <translation>W zaznaczeniu:</translation>
    </message>
    <message>
        <source>Of what is kept of the recording:</source>
        <translation>W tym, co zostaje z nagrania:</translation>
    </message>
    <message>
        <source>digital silence</source>
        <translation>cisza cyfrowa</translation>
    </message>
    <message>
        <source>peak {level} dBFS</source>
        <translation>szczyt {level} dBFS</translation>
    </message>
    <message>
        <source>{level} LUFS</source>
        <translation>{level} LUFS</translation>
    </message>
    <message>
        <source>RMS {level} dBFS</source>
        <translation>RMS {level} dBFS</translation>
    </message>
    <message numerus="yes">
        <source>%n clipped samples</source>
        <translation>
            <numerusform>%n przesterowana próbka</numerusform>
            <numerusform>%n przesterowane próbki</numerusform>
            <numerusform>%n przesterowanych próbek</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LogDialog</name>
    <message>
        <source>Messages and log</source>
        <translation>Komunikaty i dziennik</translation>
    </message>
    <message>
        <source>What to show</source>
        <translation>Co pokazać</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Komunikaty</translation>
    </message>
    <message>
        <source>Everything in the log</source>
        <translation>Cały dziennik</translation>
    </message>
    <message>
        <source>How serious</source>
        <translation>Ważność</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Wszystkie</translation>
    </message>
    <message>
        <source>Warnings and errors</source>
        <translation>Ostrzeżenia i błędy</translation>
    </message>
    <message>
        <source>Errors only</source>
        <translation>Tylko błędy</translation>
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
    <message>
        <source>Versions, devices, settings and the last errors, without your folders</source>
        <translation>Wersje, urządzenia, ustawienia i ostatnie błędy, bez nazw folderów</translation>
    </message>
    <message>
        <source>shown: {count}</source>
        <translation>pokazane: {count}</translation>
    </message>
    <message>
        <source>Nothing to show.</source>
        <translation>Nie ma nic do pokazania.</translation>
    </message>
</context>
<context>
    <name>LossPlot</name>
    <message>
        <source>Loss curves</source>
        <translation>Krzywe strat</translation>
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
        <source>Held-out mel</source>
        <translation>Mel kontrolny</translation>
    </message>
    <message>
        <source>KL</source>
        <comment>a loss: Kullback-Leibler divergence</comment>
        <translation>KL</translation>
    </message>
    <message>
        <source>Generator&apos;s gradients</source>
        <translation>Gradienty generatora</translation>
    </message>
    <message>
        <source>Discriminator&apos;s gradients</source>
        <translation>Gradienty dyskryminatora</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Tempo uczenia</translation>
    </message>
    <message>
        <source>The curves begin with the first step.</source>
        <translation>Krzywe zaczną się od pierwszego kroku.</translation>
    </message>
    <message>
        <source>epoch {epoch}</source>
        <translation>epoka {epoch}</translation>
    </message>
    <message>
        <source>Saved at step {step}</source>
        <translation>Zapis w kroku {step}</translation>
    </message>
    <message>
        <source>The recommended step</source>
        <translation>Zalecany krok</translation>
    </message>
    <message>
        <source>Step {step}</source>
        <translation>Krok {step}</translation>
    </message>
    <message>
        <source>Recommended</source>
        <translation>Zalecany</translation>
    </message>
</context>
<context>
    <name>MainFields</name>
    <message>
        <source>Voice &amp;name</source>
        <translation>&amp;Nazwa głosu</translation>
    </message>
    <message>
        <source>What the voice and its run are called</source>
        <translation>Jak nazywają się głos i jego trening</translation>
    </message>
    <message>
        <source>P&amp;reset</source>
        <translation>Pre&amp;set</translation>
    </message>
    <message>
        <source>The kind of voice to train</source>
        <translation>Rodzaj trenowanego głosu</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Liczba epok</translation>
    </message>
    <message>
        <source>Only every 10 minutes</source>
        <translation>Tylko co 10 minut</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>ep.</translation>
    </message>
    <message>
        <source>Epochs between two saves; every save comes with a preview to listen to</source>
        <translation>Liczba epok między zapisami; do każdego zapisu powstaje podgląd do posłuchania</translation>
    </message>
    <message>
        <source>&amp;Save every</source>
        <translation>Z&amp;apis co</translation>
    </message>
    <message>
        <source>Pitch</source>
        <translation>Ton podstawowy</translation>
    </message>
    <message>
        <source>How the pitch of the recordings is found</source>
        <translation>Jak wyznaczać wysokość dźwięku w nagraniach</translation>
    </message>
    <message>
        <source>For voices that only speak: the result does not follow a melody.</source>
        <translation>Dla głosów, które tylko mówią: wynik nie podąża za melodią.</translation>
    </message>
    <message>
        <source>Without pitch</source>
        <translation>Bez tonu podstawowego</translation>
    </message>
    <message>
        <source>How many times the training goes through all recordings</source>
        <translation>Ile razy trening przechodzi przez wszystkie nagrania</translation>
    </message>
    <message>
        <source>The training ends after {steps} steps instead (Steps, under Advanced).</source>
        <translation>Trening zakończy się jednak po {steps} krokach (Kroki w Zaawansowanych).</translation>
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
        <source>The project is still open in another window.</source>
        <translation>Projekt jest nadal otwarty w innym oknie.</translation>
    </message>
    <message>
        <source>(read-only)</source>
        <translation>(tylko do odczytu)</translation>
    </message>
    <message>
        <source>This project is open in another window of RVC Desk ({holder}): you can look and listen, not change.</source>
        <translation>Ten projekt jest otwarty w innym oknie RVC Desk ({holder}): możesz oglądać i słuchać, ale nie zmieniać.</translation>
    </message>
    <message>
        <source>The folder of this project cannot be written: you can look and listen, not change. Mend its permissions, or copy it elsewhere.</source>
        <translation>Nie można zapisywać w folderze tego projektu: możesz oglądać i słuchać, ale nie zmieniać. Popraw uprawnienia albo skopiuj folder w inne miejsce.</translation>
    </message>
    <message>
        <source>&amp;Clear this list</source>
        <translation>&amp;Wyczyść tę listę</translation>
    </message>
    <message>
        <source>RVC Desk ended unexpectedly the last time; nothing saved is lost.</source>
        <translation>Poprzednio RVC Desk nieoczekiwanie zakończył działanie; zapisane dane nie przepadły.</translation>
    </message>
    <message>
        <source>The page {page} has no use for these files.</source>
        <translation>Na stronie {page} nie można użyć tych plików.</translation>
    </message>
</context>
<context>
    <name>MarkLegend</name>
    <message>
        <source>What the marks mean</source>
        <translation>Legenda znaczników</translation>
    </message>
    <message>
        <source>Accepting cuts it out</source>
        <translation>Zatwierdzenie wycina</translation>
    </message>
    <message>
        <source>Accepting filters it</source>
        <translation>Zatwierdzenie filtruje</translation>
    </message>
    <message>
        <source>Only a remark</source>
        <translation>Tylko uwaga</translation>
    </message>
    <message>
        <source>Your answer</source>
        <translation>Twoja odpowiedź</translation>
    </message>
</context>
<context>
    <name>MarkModel</name>
    <message>
        <source>{kind}, {percent} % sure: {state}</source>
        <translation>{kind}, pewność {percent}%: {state}</translation>
    </message>
    <message>
        <source>{percent} % sure</source>
        <translation>pewność {percent}%</translation>
    </message>
    <message>
        <source>not answered</source>
        <translation>nierozpatrzony</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>zatwierdzony</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>odrzucony</translation>
    </message>
</context>
<context>
    <name>MissingModels</name>
    <message>
        <source>Models that are missing</source>
        <translation>Brakujące modele</translation>
    </message>
    <message>
        <source>Progress of the download</source>
        <translation>Postęp pobierania</translation>
    </message>
    <message>
        <source>Get</source>
        <translation>Pobierz</translation>
    </message>
    <message>
        <source>• {model} ({size}): {purpose}</source>
        <translation>• {model} ({size}): {purpose}</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Wstrzymaj</translation>
    </message>
    <message>
        <source>Resume ({size} left)</source>
        <translation>Wznów ({size})</translation>
    </message>
    <message>
        <source>Get ({size})</source>
        <translation>Pobierz ({size})</translation>
    </message>
    <message>
        <source>Stop here; it can be resumed later</source>
        <translation>Przerwij w tym miejscu; później można wznowić</translation>
    </message>
    <message>
        <source>Download from the model hub</source>
        <translation>Pobierz z serwisu modeli</translation>
    </message>
    <message>
        <source>Waiting for its turn</source>
        <translation>Czeka na swoją kolej</translation>
    </message>
    <message>
        <source>{progress}, {time} left</source>
        <translation>{progress}, zostało {time}</translation>
    </message>
    <message>
        <source>There is no model among these files.</source>
        <translation>Wśród tych plików nie ma modelu.</translation>
    </message>
</context>
<context>
    <name>Mixer</name>
    <message>
        <source>Mix</source>
        <translation>Miks</translation>
    </message>
    <message>
        <source>Vocal</source>
        <translation>Wokal</translation>
    </message>
    <message>
        <source>How loud the vocal is in the cover</source>
        <translation>Głośność wokalu w coverze</translation>
    </message>
    <message>
        <source>Instrumental</source>
        <translation>Podkład</translation>
    </message>
    <message>
        <source>How loud the instrumental is in the cover</source>
        <translation>Głośność podkładu w coverze</translation>
    </message>
    <message>
        <source>Moves the vocal against the instrumental; more than 0 is later</source>
        <translation>Przesuwa wokal względem podkładu; powyżej 0 oznacza później</translation>
    </message>
    <message>
        <source>Offset of the vocal in seconds</source>
        <translation>Przesunięcie wokalu w sekundach</translation>
    </message>
    <message>
        <source>Choose an instrumental</source>
        <translation>Wybierz podkład</translation>
    </message>
    <message>
        <source>Take the instrumental out of the cover</source>
        <translation>Usuń podkład z coveru</translation>
    </message>
    <message>
        <source>Voc&amp;al offset</source>
        <translation>Przes&amp;unięcie</translation>
    </message>
</context>
<context>
    <name>ModelFiles</name>
    <message>
        <source>Choose model files</source>
        <translation>Wybierz pliki modeli</translation>
    </message>
    <message>
        <source>Models ({patterns})</source>
        <translation>Modele ({patterns})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Wszystkie pliki (*)</translation>
    </message>
    <message>
        <source>Choose a folder with models</source>
        <translation>Wybierz folder z modelami</translation>
    </message>
    <message>
        <source>Import from disk…</source>
        <translation>Importuj…</translation>
    </message>
    <message>
        <source>Take models you have already, wherever they came from: files, a folder of another RVC installation, or a .zip. They are recognised by their content</source>
        <translation>Weź modele, które już masz, skądkolwiek pochodzą: pliki, folder innej instalacji RVC albo .zip. Program rozpozna je po zawartości</translation>
    </message>
    <message>
        <source>Files…</source>
        <translation>Pliki…</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>Folder…</translation>
    </message>
</context>
<context>
    <name>ModelTree</name>
    <message>
        <source>Models</source>
        <translation>Modele</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Model</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Rozmiar</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Licencja</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stan</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Czynność</translation>
    </message>
    <message>
        <source>{group} — {here} of {all} here</source>
        <translation>{group} — jest {here} z {all}</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Czeka</translation>
    </message>
    <message>
        <source>Could not be fetched</source>
        <translation>Nie udało się pobrać</translation>
    </message>
    <message>
        <source>Why: see below.</source>
        <translation>Powód: zobacz poniżej.</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>sprawdzony</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>Jest</translation>
    </message>
    <message>
        <source>another version, on your word</source>
        <translation>inna wersja, za Twoją zgodą</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>Uszkodzony</translation>
    </message>
    <message>
        <source>Get it again, or import it.</source>
        <translation>Pobierz ponownie lub zaimportuj.</translation>
    </message>
    <message>
        <source>{percent} % here, paused</source>
        <translation>jest {percent}%, wstrzymano</translation>
    </message>
    <message>
        <source>Not needed</source>
        <translation>Niepotrzebny</translation>
    </message>
    <message>
        <source>another form of it is here</source>
        <translation>jest już w innej postaci</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Brak</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent}%</translation>
    </message>
    <message>
        <source>{percent} % · {speed}/s · {time} left</source>
        <translation>{percent}% · {speed}/s · zostało {time}</translation>
    </message>
    <message>
        <source>Get</source>
        <translation>Pobierz</translation>
    </message>
    <message>
        <source>Get again</source>
        <translation>Ponów</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Wznów</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Wstrzymaj</translation>
    </message>
    <message>
        <source>Stop here; it can be resumed later</source>
        <translation>Przerwij w tym miejscu; później można wznowić</translation>
    </message>
    <message>
        <source>Fetch {size}</source>
        <translation>Pobierz {size}</translation>
    </message>
</context>
<context>
    <name>ModelTrust</name>
    <message>
        <source>Not the published file</source>
        <translation>Inny plik niż opublikowany</translation>
    </message>
    <message>
        <source>It may be someone&apos;s own version. If you know where it is from, it can be used.</source>
        <translation>To może być czyjaś własna wersja. Jeśli wiesz, skąd pochodzi, można jej użyć.</translation>
    </message>
    <message>
        <source>Import anyway</source>
        <translation>Importuj mimo to</translation>
    </message>
</context>
<context>
    <name>Models</name>
    <message>
        <source>Getting {model}</source>
        <translation>Pobieranie: {model}</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Wstrzymaj</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Łączenie</translation>
    </message>
    <message>
        <source>{done} of {total}, {speed} a second</source>
        <translation>{done} z {total}, {speed}/s</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} z {total}</translation>
    </message>
    <message>
        <source>Importing models</source>
        <translation>Importowanie modeli</translation>
    </message>
    <message>
        <source>Verifying models</source>
        <translation>Sprawdzanie modeli</translation>
    </message>
    <message>
        <source>Removing models</source>
        <translation>Usuwanie modeli</translation>
    </message>
</context>
<context>
    <name>ModelsDialog</name>
    <message>
        <source>Models</source>
        <translation>Modele</translation>
    </message>
    <message>
        <source>Get essentials</source>
        <translation>Pobierz podstawowe</translation>
    </message>
    <message>
        <source>Filter: name, rate, licence…</source>
        <translation>Filtr: nazwa, próbkowanie, licencja…</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtr</translation>
    </message>
    <message>
        <source>Verify all</source>
        <translation>Sprawdź wszystkie</translation>
    </message>
    <message>
        <source>Read every model through and compare its SHA-256</source>
        <translation>Odczytaj w całości każdy model i porównaj jego SHA-256</translation>
    </message>
    <message>
        <source>Files, folders and .zip archives can be dropped here, too.</source>
        <translation>Można tu też upuszczać pliki, foldery i archiwa .zip.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Zamknij</translation>
    </message>
    <message>
        <source>Essentials: {here} of {all} here, {size} to get</source>
        <translation>Podstawowe modele: jest {here} z {all}, do pobrania {size}</translation>
    </message>
    <message>
        <source>Essentials: all {all} here</source>
        <translation>Podstawowe modele: są wszystkie ({all})</translation>
    </message>
    <message>
        <source>Fetch what RVC voices need: {models}</source>
        <translation>Pobierz to, czego potrzebują głosy RVC: {models}</translation>
    </message>
    <message>
        <source>Could not be fetched: {models}. Choose one in the table to see why.</source>
        <translation>Nie udało się pobrać: {models}. Wybierz model w tabeli, aby zobaczyć powód.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Spróbuj ponownie</translation>
    </message>
    <message>
        <source>Import from disk…</source>
        <translation>Importuj z dysku…</translation>
    </message>
    <message>
        <source>There is no model among these files.</source>
        <translation>Wśród tych plików nie ma modelu.</translation>
    </message>
    <message>
        <source>There is nothing here to verify yet.</source>
        <translation>Nie ma tu jeszcze czego sprawdzać.</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) read through: all as they should be.</source>
        <translation>
            <numerusform>Odczytano %n plik: jest w porządku.</numerusform>
            <numerusform>Odczytano %n pliki: wszystkie są w porządku.</numerusform>
            <numerusform>Odczytano %n plików: wszystkie są w porządku.</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove a model</source>
        <translation>Usuwanie modelu</translation>
    </message>
    <message>
        <source>Remove “{model}” from this computer?</source>
        <translation>Usunąć „{model}” z tego komputera?</translation>
    </message>
    <message>
        <source>{size} are freed. It can be fetched or imported again.</source>
        <translation>Zwolni się {size}. Model można ponownie pobrać lub zaimportować.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Usuń</translation>
    </message>
    <message>
        <source>The models lie in {folder}.</source>
        <translation>Modele znajdują się w {folder}.</translation>
    </message>
</context>
<context>
    <name>Needs</name>
    <message>
        <source>Not here yet: {models}. Get or import them first.</source>
        <translation>Brakuje jeszcze: {models}. Najpierw pobierz lub zaimportuj.</translation>
    </message>
    <message>
        <source>Needed for this, and not here yet:</source>
        <translation>Do tego brakuje jeszcze:</translation>
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
    <name>NoteBars</name>
    <message>
        <source>Pitch from {low} to {high}, mostly {most}</source>
        <translation>Wysokość głosu od {low} do {high}, najczęściej {most}</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Dismiss</source>
        <translation>Zamknij</translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… i jeszcze %n</numerusform>
            <numerusform>… i jeszcze %n</numerusform>
            <numerusform>… i jeszcze %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Offers</name>
    <message>
        <source>This project can only be read here.</source>
        <translation>Ten projekt można tu tylko czytać.</translation>
    </message>
    <message>
        <source>It saves after this step and ends.</source>
        <translation>Zapis i wstrzymanie nastąpią po tym kroku.</translation>
    </message>
    <message>
        <source>There is something to save after the first step.</source>
        <translation>Będzie co zapisać po pierwszym kroku.</translation>
    </message>
    <message>
        <source>There is nothing to train on: add recordings on the Clean page.</source>
        <translation>Nie ma na czym trenować: dodaj nagrania na stronie „Czyszczenie”.</translation>
    </message>
    <message>
        <source>One voice is trained at a time.</source>
        <translation>Jednocześnie można trenować tylko jeden głos.</translation>
    </message>
    <message>
        <source>Only a run of this project that has trained and ended can be trained on.</source>
        <translation>Kontynuować można tylko trening z tego projektu, który już trwał i się zakończył.</translation>
    </message>
    <message>
        <source>Its full saves have been cleared away; start a new run.</source>
        <translation>Pełne zapisy tego treningu usunięto; rozpocznij nowy.</translation>
    </message>
    <message>
        <source>The training replaces it when it ends.</source>
        <translation>Trening zastąpi ten głos, gdy się zakończy.</translation>
    </message>
</context>
<context>
    <name>OptionsForm</name>
    <message>
        <source>Advanced</source>
        <translation>Zaawansowane</translation>
    </message>
    <message>
        <source>Reset to defaults</source>
        <translation>Przywróć domyślne</translation>
    </message>
    <message>
        <source>Every setting of this form as it was on the first day</source>
        <translation>Wszystkie ustawienia formularza takie jak na początku</translation>
    </message>
    <message>
        <source>Moves the melody: −12 is an octave lower, +12 an octave higher. Whole octaves stay in key with the instrumental.</source>
        <translation>Przesuwa melodię: −12 to oktawa niżej, +12 oktawa wyżej. Przy pełnych oktawach wokal pozostaje w tonacji podkładu.</translation>
    </message>
    <message>
        <source>Transpose</source>
        <translation>Transpozycja</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Użyj</translation>
    </message>
    <message>
        <source>Transpose as suggested</source>
        <translation>Transponuj zgodnie z sugestią</translation>
    </message>
    <message>
        <source>How much of the voice&apos;s own pronunciation is mixed in. More sounds more like the voice; less is clearer where the voice never sang such a sound.</source>
        <translation>Ile własnej wymowy głosu domieszać. Więcej brzmi bardziej jak ten głos; mniej jest wyraźniejsze tam, gdzie głos nigdy takiego dźwięku nie śpiewał.</translation>
    </message>
    <message>
        <source>&amp;Index rate</source>
        <translation>Udzi&amp;ał indeksu</translation>
    </message>
    <message>
        <source>Loud and soft (RVC: rms mix). 0 follows the singer of the source, 1 keeps the voice&apos;s own.</source>
        <translation>Zmiany głośności (w RVC: rms mix). 0 naśladuje wykonawcę źródła, 1 zachowuje własne zmiany głosu.</translation>
    </message>
    <message>
        <source>&amp;Loudness mix</source>
        <translation>Miks głośnoś&amp;ci</translation>
    </message>
    <message>
        <source>Keeps breaths and sharp consonants as they were sung: lower protects more, 0.5 turns it off.</source>
        <translation>Zachowuje oddechy i ostre spółgłoski takie, jak zostały zaśpiewane: mniej chroni mocniej, 0,5 wyłącza ochronę.</translation>
    </message>
    <message>
        <source>Protect</source>
        <translation>Ochrona</translation>
    </message>
    <message>
        <source>Pitch metho&amp;d</source>
        <translation>Ton po&amp;dstawowy</translation>
    </message>
    <message>
        <source>Fast where the hardware can, else exact</source>
        <translation>Szybka, jeśli sprzęt na to pozwala, w przeciwnym razie dokładna</translation>
    </message>
    <message>
        <source>Exact computes every number in full, as RVC does. Fast takes half the precision where the hardware can: quicker, and the difference is some 50 dB below the voice.</source>
        <translation>„Dokładna” oblicza każdą liczbę z pełną precyzją, jak RVC. „Szybka” używa połowy precyzji, jeśli sprzęt na to pozwala: trwa krócej, a różnica leży około 50 dB poniżej głosu.</translation>
    </message>
    <message>
        <source>Filter radius</source>
        <translation>Promień filtra</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>Naprawiaj</translation>
    </message>
    <message>
        <source>Brings back short stretches of the melody that were found an octave too high or low.</source>
        <translation>Przenosi na właściwe miejsce krótkie fragmenty melodii odczytane o oktawę za wysoko lub za nisko.</translation>
    </message>
    <message>
        <source>Octave jumps</source>
        <translation>Skoki o oktawę</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Urządzenie</translation>
    </message>
    <message>
        <source>How the melody is found in the source. Try another one where notes jump or break.</source>
        <translation>Jak odczytać melodię ze źródła. Wypróbuj inną metodę, gdy nuty przeskakują lub się rwą.</translation>
    </message>
    <message>
        <source>The same number gives the very same result; another one a slightly different one</source>
        <translation>Ta sama liczba daje dokładnie ten sam wynik, inna trochę inny</translation>
    </message>
    <message>
        <source>&amp;Seed</source>
        <translation>Zia&amp;rno</translation>
    </message>
    <message>
        <source>Exact</source>
        <translation>Dokładna</translation>
    </message>
    <message>
        <source>float32: the same numbers as RVC itself</source>
        <translation>float32: te same liczby co w samym RVC</translation>
    </message>
    <message>
        <source>Fast</source>
        <translation>Szybka</translation>
    </message>
    <message>
        <source>bfloat16, where processor or graphics card have it</source>
        <translation>bfloat16, jeśli procesor lub karta graficzna go obsługuje</translation>
    </message>
    <message>
        <source>&amp;Quality</source>
        <translation>&amp;Jakość</translation>
    </message>
    <message>
        <source>Smooths the melody that Harvest and DIO find; from 3 on. The other methods need none.</source>
        <translation>Wygładza melodię z metod Harvest i DIO; działa od 3. Inne metody tego nie potrzebują.</translation>
    </message>
    <message>
        <source>{rate} Hz</source>
        <translation>{rate} Hz</translation>
    </message>
    <message>
        <source>As the voice</source>
        <translation>Jak w głosie</translation>
    </message>
    <message>
        <source>The sample rate of the result</source>
        <translation>Częstotliwość próbkowania wyniku</translation>
    </message>
    <message>
        <source>Sample rate</source>
        <translation>Próbkowanie</translation>
    </message>
    <message>
        <source>What computes the conversion</source>
        <translation>Co oblicza konwersję</translation>
    </message>
    <message>
        <source>Processor cores to use</source>
        <translation>Ile rdzeni procesora wykorzystać</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Wątki</translation>
    </message>
    <message>
        <source>Pitch curves</source>
        <translation>Krzywe tonu</translation>
    </message>
    <message>
        <source>Pitch curve</source>
        <translation>Krzywa tonu</translation>
    </message>
    <message>
        <source>None: as it is found</source>
        <translation>Brak: jak w źródle</translation>
    </message>
    <message>
        <source>A text file of lines “seconds,Hz” that takes the place of the melody found there; it is not transposed.</source>
        <translation>Plik tekstowy z wierszami „sekundy,Hz”, który zastępuje melodię odczytaną ze źródła; nie jest transponowany.</translation>
    </message>
    <message>
        <source>As the voice was trained</source>
        <translation>Jak w treningu głosu</translation>
    </message>
    <message>
        <source>Classic RVC</source>
        <translation>Klasyczne RVC</translation>
    </message>
    <message>
        <source>No pitch through unvoiced sounds</source>
        <translation>Głoski bezdźwięczne bez tonu podstawowego</translation>
    </message>
    <message>
        <source>RVC-WebUI 2026</source>
        <translation>RVC-WebUI 2026</translation>
    </message>
    <message>
        <source>The pitch goes on through unvoiced sounds</source>
        <translation>Ton podstawowy trwa także przez głoski bezdźwięczne</translation>
    </message>
    <message>
        <source>Which RVC&apos;s way of giving pitch to the voice; only for comparing</source>
        <translation>Według którego RVC głos dostaje ton podstawowy; tylko do porównań</translation>
    </message>
    <message>
        <source>Dialect</source>
        <translation>Dialekt</translation>
    </message>
    <message>
        <source>Suggested: {semitones}. {reason}</source>
        <translation>Sugestia: {semitones}. {reason}</translation>
    </message>
    <message>
        <source>The preset&apos;s own</source>
        <translation>Z presetu</translation>
    </message>
    <message>
        <source>Where it is on this computer</source>
        <translation>Jeśli jest na tym komputerze</translation>
    </message>
    <message>
        <source>None: from nothing</source>
        <translation>Brak: od zera</translation>
    </message>
    <message>
        <source>Needs much longer</source>
        <translation>Trwa znacznie dłużej</translation>
    </message>
    <message>
        <source>My own files</source>
        <translation>Własne pliki</translation>
    </message>
    <message>
        <source>Files made for the same preset</source>
        <translation>Pliki przygotowane dla tego samego presetu</translation>
    </message>
    <message>
        <source>Needed for this, and not here yet:</source>
        <translation>Do tego brakuje jeszcze:</translation>
    </message>
    <message>
        <source>{model} is not here yet: get it, or choose to train from nothing.</source>
        <translation>Brakuje jeszcze: {model}. Pobierz go albo wybierz trening od zera.</translation>
    </message>
    <message>
        <source>Not here yet: {models}. Get or import them first.</source>
        <translation>Brakuje jeszcze: {models}. Najpierw pobierz lub zaimportuj.</translation>
    </message>
    <message>
        <source>There is a run of this name; Start asks what to do.</source>
        <translation>Trening o tej nazwie już istnieje; po naciśnięciu „Rozpocznij trening” program zapyta, co zrobić.</translation>
    </message>
    <message>
        <source>Train from nothing instead</source>
        <translation>Trenuj jednak od zera</translation>
    </message>
    <message>
        <source>Without a base model: needs far more time and recordings, and sounds worse</source>
        <translation>Bez modelu bazowego: wymaga o wiele więcej czasu i nagrań, a brzmi gorzej</translation>
    </message>
    <message>
        <source>All cores</source>
        <translation>Wszystkie rdzenie</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatycznie</translation>
    </message>
    <message>
        <source>The fastest one ({device})</source>
        <translation>Najszybsze ({device})</translation>
    </message>
    <message>
        <source>The voice needs a name.</source>
        <translation>Głos musi mieć nazwę.</translation>
    </message>
    <message>
        <source>Choose the generator&apos;s file, or another base model.</source>
        <translation>Wybierz plik generatora albo inny model bazowy.</translation>
    </message>
    <message>
        <source>There is no such file.</source>
        <translation>Nie ma takiego pliku.</translation>
    </message>
</context>
<context>
    <name>Originals</name>
    <message>
        <source>The recording {file} is not where it was.</source>
        <translation>Nagrania {file} nie ma tam, gdzie było.</translation>
    </message>
    <message>
        <source>Others that are missing too: {count}</source>
        <translation>Inne brakujące nagrania: {count}</translation>
    </message>
    <message>
        <source>Find in a folder…</source>
        <translation>Szukaj w folderze…</translation>
    </message>
    <message>
        <source>Find the file…</source>
        <translation>Wskaż plik…</translation>
    </message>
    <message>
        <source>Folder with the recordings</source>
        <translation>Folder z nagraniami</translation>
    </message>
    <message>
        <source>Where is the recording?</source>
        <translation>Gdzie jest nagranie?</translation>
    </message>
    <message>
        <source>Looking for recordings</source>
        <translation>Szukanie nagrań</translation>
    </message>
    <message>
        <source>Recordings found: {count}; still missing: {missing}</source>
        <translation>Znalezione nagrania: {count}; nadal brakuje: {missing}</translation>
    </message>
    <message>
        <source>Recordings found: {count}</source>
        <translation>Znalezione nagrania: {count}</translation>
    </message>
    <message>
        <source>Use it all the same</source>
        <translation>Użyj mimo to</translation>
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
    <name>Pauses</name>
    <message>
        <source>silence</source>
        <translation>cisza</translation>
    </message>
</context>
<context>
    <name>Pieces</name>
    <message>
        <source>Cutting pieces…</source>
        <translation>Dzielenie na fragmenty…</translation>
    </message>
    <message>
        <source>Nothing that is kept can be trained on.</source>
        <translation>Z tego, co zostaje, nic nie nadaje się do treningu.</translation>
    </message>
</context>
<context>
    <name>PiecesPanel</name>
    <message>
        <source>Pieces</source>
        <translation>Fragmenty</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Zamknij</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Zamknij (Esc)</translation>
    </message>
    <message>
        <source>Pieces for training</source>
        <translation>Fragmenty treningu</translation>
    </message>
    <message>
        <source>Piece {number} at {time}, {seconds} s</source>
        <translation>Fragment {number} w {time}, {seconds} s</translation>
    </message>
    <message>
        <source>{count} pieces, {time}</source>
        <translation>fragmenty: {count}, {time}</translation>
    </message>
    <message>
        <source>Nothing that is kept can be trained on.</source>
        <translation>Z tego, co zostaje, nic nie nadaje się do treningu.</translation>
    </message>
    <message>
        <source>Left out, {seconds} s: {reason}</source>
        <translation>Pominięte, {seconds} s: {reason}</translation>
    </message>
</context>
<context>
    <name>PitchChoice</name>
    <message>
        <source>RMVPE where it is here, else FCPE</source>
        <translation>RMVPE, jeśli już tu jest, w przeciwnym razie FCPE</translation>
    </message>
    <message>
        <source>Automatic ({method})</source>
        <translation>Automatycznie ({method})</translation>
    </message>
    <message>
        <source>{method} — not here yet</source>
        <translation>{method} — jeszcze brak</translation>
    </message>
</context>
<context>
    <name>Playback</name>
    <message>
        <source>Nothing of this is kept.</source>
        <translation>Nic z tego nie zostaje.</translation>
    </message>
</context>
<context>
    <name>PlotTools</name>
    <message>
        <source>Curves</source>
        <translation>Krzywe</translation>
    </message>
    <message>
        <source>What is plotted: the losses, or how strong each step&apos;s changes were and the rate of learning</source>
        <translation>Co pokazuje wykres: straty albo siłę zmian w każdym kroku i tempo uczenia</translation>
    </message>
    <message>
        <source>Losses</source>
        <translation>Straty</translation>
    </message>
    <message>
        <source>Gradients and rate</source>
        <translation>Gradienty i tempo</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Kroki</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Epoki</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>Godziny</translation>
    </message>
    <message>
        <source>Lower axis</source>
        <translation>Oś pozioma</translation>
    </message>
    <message>
        <source>What the lower axis counts; epochs compare runs with batches of different size</source>
        <translation>Co odlicza oś pozioma; epoki pozwalają porównać treningi z partiami różnej wielkości</translation>
    </message>
    <message>
        <source>Smoothin&amp;g</source>
        <translation>W&amp;ygładzanie</translation>
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
        <source>Smoothing</source>
        <translation>Wygładzanie</translation>
    </message>
    <message>
        <source>How calm the thick lines are; the thin ones are the losses of every single step</source>
        <translation>Jak gładkie są grube linie; cienkie to straty w każdym kroku</translation>
    </message>
    <message>
        <source>Show everything and follow the run (0, or a double click in the plot)</source>
        <translation>Pokaż wszystko i śledź trening (0 albo dwukrotne kliknięcie wykresu)</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Pokaż wszystko</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Log</translation>
    </message>
</context>
<context>
    <name>PlotWords</name>
    <message>
        <source>The mel loss of recordings that the voice has never learnt from: while it falls, the voice gets better; once it rises, the voice learns its recordings by heart.</source>
        <translation>Strata mel na nagraniach, z których głos nigdy się nie uczył: dopóki spada, głos jest coraz lepszy; gdy zaczyna rosnąć, głos uczy się nagrań na pamięć.</translation>
    </message>
    <message>
        <source>How strongly each step wants to change the voice; single peaks are common, a steady climb is not.</source>
        <translation>Jak mocno każdy krok chce zmienić głos; pojedyncze skoki są częste, stały wzrost nie.</translation>
    </message>
    <message>
        <source>How strongly each step wants to change the critic; single peaks are common, a steady climb is not.</source>
        <translation>Jak mocno każdy krok chce zmienić krytyka; pojedyncze skoki są częste, stały wzrost nie.</translation>
    </message>
    <message>
        <source>How large the steps of learning are; it shrinks a little every epoch. Its figures are at the right.</source>
        <translation>Jak duże są kroki nauki; z każdą epoką nieco maleje. Jego wartości są po prawej.</translation>
    </message>
    <message>
        <source>Another run: its mel and its held-out points; or the curve that is pointed at or shown alone.</source>
        <translation>Inny trening: jego mel i punkty kontrolne albo krzywa wskazana lub pokazana osobno.</translation>
    </message>
    <message>
        <source>Wheel: zoom along the run; with Ctrl: up and down. Drag: zoom into a box; with Shift: move. Double click: show everything.
Keys: ← → crosshair, with Shift: move, with Ctrl: the next save; Return: choose it; + − zoom; Home, End; 0: show everything.</source>
        <translation>Kółko: powiększanie wzdłuż treningu; z Ctrl: w pionie. Przeciąganie: powiększenie zaznaczonego pola; z Shift: przesuwanie. Dwukrotne kliknięcie: pokaż wszystko.
Klawisze: ← → celownik, z Shift: przesuwanie, z Ctrl: następny zapis; Return: wybierz go; + − powiększanie; Home, End; 0: pokaż wszystko.</translation>
    </message>
</context>
<context>
    <name>Preflight</name>
    <message>
        <source>Before you start</source>
        <translation>Zanim zaczniesz</translation>
    </message>
    <message>
        <source>checking…</source>
        <translation>sprawdzanie…</translation>
    </message>
    <message>
        <source>Not possible yet: {what}</source>
        <translation>Jeszcze nie można zacząć: {what}</translation>
    </message>
    <message>
        <source>About {duration}, until about {moment}</source>
        <translation>Szacunkowo {duration}, koniec: {moment}</translation>
    </message>
    <message>
        <source>Looking at the recordings</source>
        <translation>Sprawdzanie nagrań</translation>
    </message>
    <message>
        <source>About {duration}, until about {moment}: {steps} steps of {step} s, timed on {device}.</source>
        <translation>Szacunkowo {duration}, koniec: {moment}. Kroki: {steps} po {step} s, zmierzone na: {device}.</translation>
    </message>
    <message>
        <source>Go to Clean</source>
        <translation>Przejdź do czyszczenia</translation>
    </message>
    <message>
        <source>Add recordings…</source>
        <translation>Dodaj nagrania…</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Ustawienia…</translation>
    </message>
    <message>
        <source>Make room…</source>
        <translation>Zwolnij miejsce…</translation>
    </message>
    <message>
        <source>Get models…</source>
        <translation>Pobierz modele…</translation>
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
    <name>RecordPanel</name>
    <message>
        <source>Recording</source>
        <translation>Nagrywanie</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Nagraj</translation>
    </message>
    <message>
        <source>Record at the end of this recording (R), or a new one (Shift+R)</source>
        <translation>Nagraj na końcu tego nagrania (R) albo jako nowe (Shift+R)</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Zatrzymaj</translation>
    </message>
    <message>
        <source>Stop recording (Space)</source>
        <translation>Zatrzymaj nagrywanie (Spacja)</translation>
    </message>
    <message>
        <source>Recorded so far</source>
        <translation>Nagrano dotąd</translation>
    </message>
    <message>
        <source>Input level</source>
        <translation>Poziom wejścia</translation>
    </message>
    <message>
        <source>Peak and RMS of the input</source>
        <translation>Szczyt i RMS wejścia</translation>
    </message>
    <message>
        <source>Peak / RMS. Aim at peaks of −12 to −6 dB.</source>
        <translation>Szczyt / RMS. Najlepiej, gdy szczyty mają od −12 do −6 dB.</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Wejście</translation>
    </message>
    <message>
        <source>What is recorded from</source>
        <translation>Z czego nagrywać</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Odśwież</translation>
    </message>
    <message>
        <source>Look for inputs that were connected meanwhile</source>
        <translation>Szukaj wejść podłączonych w międzyczasie</translation>
    </message>
    <message>
        <source>Show level before recording</source>
        <translation>Pokaż poziom przed nagraniem</translation>
    </message>
    <message>
        <source>Opens the microphone now, without recording</source>
        <translation>Włącza mikrofon już teraz, bez nagrywania</translation>
    </message>
    <message>
        <source>Stop, and close this panel</source>
        <translation>Zatrzymaj i zamknij ten panel</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Zamknij</translation>
    </message>
    <message>
        <source>System default</source>
        <translation>Domyślne urządzenie systemu</translation>
    </message>
    <message>
        <source>No input</source>
        <translation>Brak wejścia</translation>
    </message>
    <message>
        <source>{peak} / {rms} dB</source>
        <translation>{peak} / {rms} dB</translation>
    </message>
</context>
<context>
    <name>Recording</name>
    <message>
        <source>Use headphones: what plays from speakers is recorded too.</source>
        <translation>Użyj słuchawek: dźwięk z głośników też się nagrywa.</translation>
    </message>
    <message>
        <source>Recording {date}</source>
        <translation>Nagranie {date}</translation>
    </message>
    <message>
        <source>The recording was edited meanwhile, so what was recorded is a new one.</source>
        <translation>Nagranie w międzyczasie zmieniono, więc nagrany dźwięk jest nowym nagraniem.</translation>
    </message>
    <message>
        <source>A recording that was interrupted has been kept: {name}</source>
        <translation>Zachowano przerwane nagranie: {name}</translation>
    </message>
</context>
<context>
    <name>Recordings</name>
    <message>
        <source>This project can only be read here, so nothing can be added to it.</source>
        <translation>Ten projekt można tu tylko czytać, więc nie da się do niego nic dodać.</translation>
    </message>
    <message>
        <source>Add recordings</source>
        <translation>Dodaj nagrania</translation>
    </message>
    <message>
        <source>Audio files ({patterns})</source>
        <translation>Pliki dźwiękowe ({patterns})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Wszystkie pliki (*)</translation>
    </message>
</context>
<context>
    <name>ReviewPanel</name>
    <message>
        <source>Choose what to look for</source>
        <translation>Wybierz, czego szukać</translation>
    </message>
    <message>
        <source>Kinds that are listed</source>
        <translation>Rodzaje na liście</translation>
    </message>
    <message>
        <source>List marks of all kinds, or of one</source>
        <translation>Pokaż znaczniki wszystkich rodzajów albo jednego</translation>
    </message>
    <message>
        <source>Order of the list</source>
        <translation>Kolejność listy</translation>
    </message>
    <message>
        <source>In which order to go through the marks</source>
        <translation>W jakiej kolejności przeglądać znaczniki</translation>
    </message>
    <message>
        <source>By kind</source>
        <translation>Wg rodzaju</translation>
    </message>
    <message>
        <source>By time</source>
        <translation>Wg czasu</translation>
    </message>
    <message>
        <source>Most to gain</source>
        <translation>Wg zysku</translation>
    </message>
    <message>
        <source>Play each mark</source>
        <translation>Odtwarzaj każdy znacznik</translation>
    </message>
    <message>
        <source>Going to a mark plays it, with a little before and after</source>
        <translation>Przejście do znacznika odtwarza go z krótkim fragmentem przed nim i po nim</translation>
    </message>
    <message>
        <source>Search for everything</source>
        <translation>Szukanie wszystkiego</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Anuluj</translation>
    </message>
    <message>
        <source>Stop the search; nothing is marked</source>
        <translation>Przerwij szukanie; nic nie zostanie oznaczone</translation>
    </message>
    <message>
        <source>Marks</source>
        <translation>Znaczniki</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Przegląd</translation>
    </message>
    <message>
        <source>Find all</source>
        <translation>Znajdź</translation>
    </message>
    <message>
        <source>{clean} kept</source>
        <translation>zostaje {clean}</translation>
    </message>
    <message>
        <source>{clean} kept, {stake} in question</source>
        <translation>zostaje {clean}, do decyzji {stake}</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Zatwierdź</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Odrzuć</translation>
    </message>
    <message>
        <source>All of this kind, as sure</source>
        <translation>Ten rodzaj, równie pewne</translation>
    </message>
    <message>
        <source>Pauses, clicks, music, other voices and more are found for you: listen to each, then keep it or cut it with one key.</source>
        <translation>Program znajdzie pauzy, trzaski, muzykę, inne głosy i nie tylko: posłuchaj każdego miejsca, a potem zostaw je albo wytnij jednym klawiszem.</translation>
    </message>
    <message>
        <source>{kind}: accepted from {percent} %</source>
        <translation>{kind}: zatwierdzane od {percent}%</translation>
    </message>
    <message>
        <source>Listening…</source>
        <translation>Słucham…</translation>
    </message>
    <message>
        <source>{kind}…</source>
        <translation>{kind}…</translation>
    </message>
    <message>
        <source>Accept all</source>
        <translation>Zatwierdź resztę</translation>
    </message>
    <message>
        <source>Clean up</source>
        <translation>Oczyść</translation>
    </message>
    <message>
        <source>Reject all</source>
        <translation>Odrzuć resztę</translation>
    </message>
    <message>
        <source>{open} of {all} open</source>
        <translation>zostało {open} z {all}</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>Wszystkie</translation>
    </message>
    <message>
        <source>{next} goes to a mark, {accept} cuts it, {reject} keeps it.</source>
        <translation>{next} przechodzi do znacznika, {accept} wycina, {reject} zostawia.</translation>
    </message>
</context>
<context>
    <name>Reviewer</name>
    <message>
        <source>Marks are accepted from the usual certainty again.</source>
        <translation>Znaczniki są znów zatwierdzane od zwykłego progu pewności.</translation>
    </message>
    <message>
        <source>Looking for everything</source>
        <translation>Szukanie wszystkiego</translation>
    </message>
    <message>
        <source>Nothing new was found that wants an answer.</source>
        <translation>Nie znaleziono nic nowego do rozpatrzenia.</translation>
    </message>
    <message>
        <source>{count} to answer: {kinds}. The app is sure of {sure}.</source>
        <translation>Do rozpatrzenia: {count}, w tym pewne: {sure}. {kinds}.</translation>
    </message>
    <message>
        <source>Every mark is answered.</source>
        <translation>Wszystkie znaczniki zostały rozpatrzone.</translation>
    </message>
    <message>
        <source>Answered: {kinds}.</source>
        <translation>Rozpatrzone: {kinds}.</translation>
    </message>
    <message>
        <source>Accepted: {kinds}. {cut} s are cut: {before} before, {after} now.</source>
        <translation>Zatwierdzone: {kinds}. Wycięto {cut} s: przedtem {before}, teraz {after}.</translation>
    </message>
    <message>
        <source>A filter is at work; answer this one after it.</source>
        <translation>Trwa filtrowanie; odpowiedz po jego zakończeniu.</translation>
    </message>
    <message>
        <source>Taking away: {what}</source>
        <translation>Usuwanie: {what}</translation>
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
    <name>RunChooser</name>
    <message>
        <source>Run</source>
        <translation>Trening</translation>
    </message>
    <message>
        <source>Look at another run</source>
        <translation>Obejrzyj inny trening</translation>
    </message>
    <message>
        <source>not begun</source>
        <translation>nierozpoczęty</translation>
    </message>
    <message>
        <source>running</source>
        <translation>trwa</translation>
    </message>
    <message>
        <source>paused at step {step}</source>
        <translation>wstrzymany, krok {step}</translation>
    </message>
    <message>
        <source>finished, {step} steps</source>
        <translation>gotowy, krok {step}</translation>
    </message>
    <message>
        <source>failed at step {step}</source>
        <translation>nieudany, krok {step}</translation>
    </message>
    <message>
        <source>Begun {when}</source>
        <translation>Rozpoczęty {when}</translation>
    </message>
</context>
<context>
    <name>RunCurves</name>
    <message>
        <source>How well the critic tells recordings from the voice: it should neither vanish nor climb. There is no curve until the critic joins in.</source>
        <translation>Jak dobrze krytyk odróżnia nagrania od głosu: nie powinna ani zanikać, ani rosnąć. Krzywej nie ma, dopóki krytyk nie włączy się do nauki.</translation>
    </message>
    <message>
        <source>How often the critic finds the voice out: it wavers for as long as both of them learn.</source>
        <translation>Jak często krytyk rozpoznaje głos: waha się tak długo, jak długo oba się uczą.</translation>
    </message>
    <message>
        <source>How different the voice looks to the critic, layer by layer: it falls slowly, then rises a little as the critic learns to look closer.</source>
        <translation>Jak bardzo głos różni się w oczach krytyka, warstwa po warstwie: powoli spada, a potem nieco rośnie, gdy krytyk uczy się patrzeć uważniej.</translation>
    </message>
    <message>
        <source>How far the voice&apos;s spectrum is from the recording&apos;s: the plainest sign of progress; lower is better.</source>
        <translation>Jak daleko widmo głosu jest od widma nagrania: najprostszy wskaźnik postępu; im mniej, tym lepiej.</translation>
    </message>
    <message>
        <source>How far what is said and sung is from predicting the sound: it falls early, then stays.</source>
        <translation>Jak wiele brakuje, by z samej treści i melodii przewidzieć dźwięk: spada na początku, potem się utrzymuje.</translation>
    </message>
</context>
<context>
    <name>RunLog</name>
    <message>
        <source>What happened in this run</source>
        <translation>Przebieg treningu</translation>
    </message>
    <message>
        <source>Saved at step {step} (epoch {epoch})</source>
        <translation>Zapisano w kroku {step} (epoka {epoch})</translation>
    </message>
    <message>
        <source>Resumed from the save of step {step}</source>
        <translation>Wznowiono od zapisu z kroku {step}</translation>
    </message>
    <message>
        <source>Finished at step {step}: the voice is ready</source>
        <translation>Ukończono w kroku {step}: głos jest gotowy</translation>
    </message>
    <message>
        <source>Trained on from epoch {before} to {epochs} with other recordings: {time} in {pieces} pieces</source>
        <translation>Trening kontynuowano od epoki {before} do {epochs} na zmienionych nagraniach: {time}, fragmenty: {pieces}</translation>
    </message>
    <message>
        <source>Trained on from epoch {before} to {epochs}</source>
        <translation>Trening kontynuowano od epoki {before} do {epochs}</translation>
    </message>
    <message>
        <source>{stage}: {percent} %</source>
        <translation>{stage}: {percent}%</translation>
    </message>
    <message>
        <source>Prepared in {seconds}: {time} in {pieces} pieces, {unused} left out; pitch by {f0}; {steps} steps on {device}</source>
        <translation>Przygotowano w {seconds}: {time}, fragmenty: {pieces}, pominięte: {unused}; ton podstawowy: {f0}; kroki: {steps}; urządzenie: {device}</translation>
    </message>
</context>
<context>
    <name>RunProgress</name>
    <message>
        <source>Step</source>
        <translation>Krok</translation>
    </message>
    <message>
        <source>Steps done, of all</source>
        <translation>Wykonane kroki ze wszystkich</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>Epoka</translation>
    </message>
    <message>
        <source>An epoch goes through all recordings once</source>
        <translation>W jednej epoce trening przechodzi raz przez wszystkie nagrania</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>Pozostało</translation>
    </message>
    <message>
        <source>At the pace of the last steps, saves included</source>
        <translation>W tempie ostatnich kroków, razem z zapisami</translation>
    </message>
    <message>
        <source>Step time</source>
        <translation>Czas kroku</translation>
    </message>
    <message>
        <source>The usual time of one step</source>
        <translation>Typowy czas jednego kroku</translation>
    </message>
    <message>
        <source>Pieces a second</source>
        <translation>Fragmenty/s</translation>
    </message>
    <message>
        <source>Pieces learnt from in a second</source>
        <translation>Ile fragmentów na sekundę przerabia trening</translation>
    </message>
    <message>
        <source>GPU memory</source>
        <translation>Pamięć GPU</translation>
    </message>
    <message>
        <source>Taken of the graphics card&apos;s memory</source>
        <translation>Ile zajęto pamięci karty graficznej</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>The graphics card&apos;s temperature, and how busy it is</source>
        <translation>Temperatura i obciążenie karty graficznej</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Tempo uczenia</translation>
    </message>
    <message>
        <source>How far a step moves; it falls with each epoch</source>
        <translation>Jak dużą zmianę wnosi krok; maleje z każdą epoką</translation>
    </message>
    <message>
        <source>Progress of the training</source>
        <translation>Postęp treningu</translation>
    </message>
    <message>
        <source>pausing: it saves after this step…</source>
        <translation>wstrzymywanie: zapis po tym kroku…</translation>
    </message>
    <message>
        <source>paused, can be resumed</source>
        <translation>wstrzymany, można wznowić</translation>
    </message>
    <message>
        <source>starting…</source>
        <translation>uruchamianie…</translation>
    </message>
    <message>
        <source>is being trained on {host}</source>
        <translation>trwa trening na {host}</translation>
    </message>
    <message>
        <source>is being trained</source>
        <translation>trwa trening</translation>
    </message>
    <message>
        <source>reading what it left…</source>
        <translation>odczytywanie wyników…</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>ukończony</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>nieudany</translation>
    </message>
    <message>
        <source>not begun</source>
        <translation>nierozpoczęty</translation>
    </message>
    <message>
        <source>batch {size}</source>
        <translation>partia {size}</translation>
    </message>
    <message numerus="yes">
        <source>%n processes</source>
        <translation>
            <numerusform>%n proces</numerusform>
            <numerusform>%n procesy</numerusform>
            <numerusform>%n procesów</numerusform>
        </translation>
    </message>
    <message>
        <source>{time} in {pieces} pieces</source>
        <translation>{time}, fragmenty: {pieces}</translation>
    </message>
</context>
<context>
    <name>RunView</name>
    <message>
        <source>Train a voice</source>
        <translation>Wytrenuj głos</translation>
    </message>
    <message>
        <source>Press Start: the loss curves move here while the voice learns, and every save brings a preview to listen to.</source>
        <translation>Naciśnij „Rozpocznij trening”: podczas nauki zobaczysz tu krzywe strat, a każdy zapis przyniesie podgląd do posłuchania.</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Więcej</translation>
    </message>
    <message>
        <source>Exports, training on, runs from elsewhere, storage</source>
        <translation>Eksport, dalszy trening, treningi z innych miejsc, miejsce na dysku</translation>
    </message>
    <message>
        <source>More about this run</source>
        <translation>Więcej o tym treningu</translation>
    </message>
    <message>
        <source>R&amp;un</source>
        <translation>T&amp;rening</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Przebieg treningu</translation>
    </message>
</context>
<context>
    <name>RunWatch</name>
    <message>
        <source>Pause</source>
        <translation>Wstrzymaj</translation>
    </message>
    <message>
        <source>Training {name} on {host}</source>
        <translation>Trening na {host}: {name}</translation>
    </message>
    <message>
        <source>Training {name}</source>
        <translation>Trening: {name}</translation>
    </message>
    <message>
        <source>Saving, to go on another time</source>
        <translation>Zapis przed wstrzymaniem</translation>
    </message>
    <message>
        <source>Starting the training process</source>
        <translation>Uruchamianie procesu treningu</translation>
    </message>
    <message>
        <source>Step {step} of {steps}</source>
        <translation>Krok {step} z {steps}</translation>
    </message>
</context>
<context>
    <name>SaveTree</name>
    <message>
        <source>Saves of this run</source>
        <translation>Zapisy tego treningu</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>Epoka</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Krok</translation>
    </message>
    <message>
        <source>Mel</source>
        <translation>Mel</translation>
    </message>
    <message>
        <source>Held-out</source>
        <translation>Kontrola</translation>
    </message>
    <message>
        <source>Likeness</source>
        <translation>Podob.</translation>
    </message>
    <message>
        <source>The save that is recommended, or the best so far</source>
        <translation>Zapis zalecany albo najlepszy dotąd</translation>
    </message>
    <message>
        <source>The save that is the project&apos;s voice now</source>
        <translation>Zapis, który jest teraz głosem projektu</translation>
    </message>
    <message>
        <source>The mel loss: the mean of the 20 steps up to the save; lower is better</source>
        <translation>Strata mel: średnia z 20 kroków przed zapisem; im mniej, tym lepiej</translation>
    </message>
    <message>
        <source>The mel loss of the pieces kept out of the training; lower is better. The recommendation comes from it</source>
        <translation>Strata mel na fragmentach kontrolnych, wyłączonych z treningu; im mniej, tym lepiej. Na niej opiera się zalecenie</translation>
    </message>
    <message>
        <source>How like the speaker of the recordings the preview sounds to a speaker recogniser, 0 to 1. It tells little between good saves, so it never chooses; your ears do</source>
        <translation>Podobieństwo podglądu do mówcy z nagrań według programu rozpoznającego mówców, od 0 do 1. Dobre zapisy różnią się nim niewiele, więc o niczym nie decyduje; decydują Twoje uszy</translation>
    </message>
    <message>
        <source>Recommended</source>
        <translation>Zalecany</translation>
    </message>
    <message>
        <source>Best so far</source>
        <translation>Najlepszy dotąd</translation>
    </message>
    <message>
        <source>Play the preview</source>
        <translation>Odtwórz podgląd</translation>
    </message>
    <message>
        <source>The project&apos;s voice is of this save</source>
        <translation>Głos projektu pochodzi z tego zapisu</translation>
    </message>
    <message>
        <source>Step {step}</source>
        <translation>Krok {step}</translation>
    </message>
    <message>
        <source>Save of epoch {epoch}, step {step}</source>
        <translation>Zapis z epoki {epoch}, krok {step}</translation>
    </message>
    <message>
        <source>the voice now</source>
        <translation>obecny głos</translation>
    </message>
</context>
<context>
    <name>SavesPanel</name>
    <message>
        <source>Saves appear here, each with a preview to listen to.</source>
        <translation>Tutaj pojawią się zapisy, każdy z podglądem do posłuchania.</translation>
    </message>
    <message>
        <source>Saves</source>
        <translation>Zapisy</translation>
    </message>
    <message>
        <source>Epoch {epoch}</source>
        <translation>Epoka {epoch}</translation>
    </message>
    <message>
        <source>Step {step}</source>
        <translation>Krok {step}</translation>
    </message>
    <message>
        <source>Hear this save&apos;s preview; the other one goes on at the same place</source>
        <translation>Posłuchaj podglądu tego zapisu; przełączenie gra dalej od tego samego miejsca</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>Głos</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Źródło</translation>
    </message>
    <message>
        <source>Hear the preview: the phrase in the voice as it was at this save</source>
        <translation>Posłuchaj podglądu: fraza zaśpiewana głosem z tego zapisu</translation>
    </message>
    <message>
        <source>Hear the recording that the preview imitates, at the same place</source>
        <translation>Posłuchaj nagrania, które podgląd naśladuje, w tym samym miejscu</translation>
    </message>
    <message>
        <source>Play the preview</source>
        <translation>Odtwórz podgląd</translation>
    </message>
    <message>
        <source>Stop the preview</source>
        <translation>Zatrzymaj podgląd</translation>
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
        <translation>Trening</translation>
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
    <name>SidePanel</name>
    <message>
        <source>Progress of the conversion</source>
        <translation>Postęp konwersji</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>Głos</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ustawienia</translation>
    </message>
    <message>
        <source>Cancel the conversion</source>
        <translation>Anuluj konwersję</translation>
    </message>
    <message>
        <source>Stop at once; nothing of it is kept</source>
        <translation>Zatrzymaj natychmiast; nic z tego nie zostanie</translation>
    </message>
    <message>
        <source>Convert</source>
        <translation>Konwertuj</translation>
    </message>
</context>
<context>
    <name>SideRuler</name>
    <message>
        <source>Level and frequency scale</source>
        <translation>Skala poziomu i częstotliwości</translation>
    </message>
    <message>
        <source>Alt+wheel zooms vertically</source>
        <translation>Alt+kółko powiększa w pionie</translation>
    </message>
</context>
<context>
    <name>SilencePanel</name>
    <message>
        <source>Mark to review</source>
        <translation>Do przejrzenia</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Dodaj etykiety</translation>
    </message>
    <message>
        <source>Shorten</source>
        <translation>Skróć</translation>
    </message>
    <message>
        <source>What to do with the pauses</source>
        <translation>Co zrobić z pauzami</translation>
    </message>
    <message>
        <source>Automatic threshold</source>
        <translation>Próg automatyczny</translation>
    </message>
    <message>
        <source>Finds by itself how quiet this recording&apos;s pauses are</source>
        <translation>Samo ustala, jak ciche są pauzy w tym nagraniu</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Próg</translation>
    </message>
    <message>
        <source>What is quieter is silence</source>
        <translation>Wszystko, co cichsze, jest ciszą</translation>
    </message>
    <message>
        <source>Shorter pauses are left alone</source>
        <translation>Krótsze pauzy zostają nietknięte</translation>
    </message>
    <message>
        <source>So much of a pause stays before and after each sound</source>
        <translation>Tyle pauzy zostaje przed każdym dźwiękiem i po nim</translation>
    </message>
    <message>
        <source>Longer pauses are shortened to this</source>
        <translation>Dłuższe pauzy zostają skrócone do tej długości</translation>
    </message>
    <message>
        <source>Part of the excess</source>
        <translation>Część nadmiaru</translation>
    </message>
    <message>
        <source>Long pauses stay longer than short ones</source>
        <translation>Długie pauzy pozostają dłuższe od krótkich</translation>
    </message>
    <message>
        <source>Share of the excess that stays</source>
        <translation>Część nadmiaru, która zostaje</translation>
    </message>
    <message>
        <source>So much of what is longer stays</source>
        <translation>Tyle z nadmiaru zostaje</translation>
    </message>
    <message>
        <source>&amp;Shortest pause</source>
        <translation>Na&amp;jkrótsza pauza</translation>
    </message>
    <message>
        <source>Shorten to</source>
        <translation>Skróć do</translation>
    </message>
    <message>
        <source>Mark them</source>
        <translation>Oznacz je</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Zamknij</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Zamknij (Esc)</translation>
    </message>
    <message>
        <source>Find silence</source>
        <translation>Znajdź ciszę</translation>
    </message>
    <message>
        <source>&amp;Leave at the edges</source>
        <translation>Na &amp;brzegach</translation>
    </message>
    <message>
        <source>Put them on the list to accept or reject</source>
        <translation>Umieść je na liście do zatwierdzenia lub odrzucenia</translation>
    </message>
    <message>
        <source>Label them</source>
        <translation>Dodaj etykiety</translation>
    </message>
    <message>
        <source>Put a label on each of them</source>
        <translation>Dodaj etykietę do każdej z nich</translation>
    </message>
    <message>
        <source>Label pauses</source>
        <translation>Etykiety z pauz</translation>
    </message>
    <message>
        <source>Truncate silence</source>
        <translation>Skróć ciszę</translation>
    </message>
    <message>
        <source>Shorten them</source>
        <translation>Skróć je</translation>
    </message>
    <message>
        <source>Take the marked middles off the timeline</source>
        <translation>Usuń oznaczone środki z osi czasu</translation>
    </message>
    <message>
        <source>one step of undo</source>
        <translation>można to cofnąć jednym krokiem</translation>
    </message>
    <message>
        <source>Listening…</source>
        <translation>Słucham…</translation>
    </message>
    <message>
        <source>Looking for silence</source>
        <translation>Szukanie ciszy</translation>
    </message>
    <message>
        <source>{count} pauses, {time} of {duration}</source>
        <translation>pauzy: {count}, {time} z {duration}</translation>
    </message>
    <message>
        <source>Pauses: {count}; {seconds} s shorter in all</source>
        <translation>Pauzy: {count}; łącznie krócej o {seconds} s</translation>
    </message>
    <message>
        <source>No unmarked pause is this long and quiet.</source>
        <translation>Nie ma nieoznaczonej pauzy tak długiej i cichej.</translation>
    </message>
</context>
<context>
    <name>SpectrogramSettings</name>
    <message>
        <source>Spectrogram settings</source>
        <translation>Ustawienia spektrogramu</translation>
    </message>
    <message>
        <source>As heard (mel)</source>
        <translation>Jak słychać (mel)</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>Liniowa</translation>
    </message>
    <message>
        <source>Logarithmic</source>
        <translation>Logarytmiczna</translation>
    </message>
    <message>
        <source>Frequency scale</source>
        <translation>Skala częstotliwości</translation>
    </message>
    <message>
        <source>How frequencies are spread from bottom to top</source>
        <translation>Rozkład częstotliwości od dołu do góry</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Okno</translation>
    </message>
    <message>
        <source>Long windows tell tones apart, short ones moments</source>
        <translation>Długie okna rozróżniają tony, krótkie chwile</translation>
    </message>
    <message>
        <source>Quietest</source>
        <translation>Najcichsze</translation>
    </message>
    <message>
        <source>What is quieter is drawn like silence</source>
        <translation>To, co cichsze, wygląda jak cisza</translation>
    </message>
    <message>
        <source>Loudest</source>
        <translation>Najgłośniejsze</translation>
    </message>
    <message>
        <source>What is louder is drawn in the last colour</source>
        <translation>To, co głośniejsze, ma ostatni kolor</translation>
    </message>
    <message>
        <source>&amp;Scale:</source>
        <translation>Sk&amp;ala:</translation>
    </message>
    <message>
        <source>&amp;Window:</source>
        <translation>Ok&amp;no:</translation>
    </message>
    <message>
        <source>&amp;Quietest:</source>
        <translation>Najci&amp;chsze:</translation>
    </message>
    <message>
        <source>&amp;Loudest:</source>
        <translation>Najgłośn&amp;iejsze:</translation>
    </message>
    <message>
        <source> dB</source>
        <translation> dB</translation>
    </message>
</context>
<context>
    <name>Spinner</name>
    <message>
        <source>Working</source>
        <translation>Trwa praca</translation>
    </message>
</context>
<context>
    <name>Standing</name>
    <message>
        <source>Far below it the critic wins, and what it says helps the voice less; above it the critic only guesses, as it often does early on.</source>
        <translation>Znacznie poniżej krytyk wygrywa i jego oceny mniej pomagają głosowi; powyżej krytyk tylko zgaduje, co na początku jest częste.</translation>
    </message>
    <message>
        <source>Below it the voice fools the critic easily; above it the critic finds the voice out, which is common with little material. Neither says how the voice sounds.</source>
        <translation>Poniżej głos łatwo zwodzi krytyka; powyżej krytyk rozpoznaje głos, co jest częste, gdy materiału jest mało. Żadne z nich nie mówi, jak głos brzmi.</translation>
    </message>
    <message>
        <source>Above it more steps usually help, and noise in the recordings keeps it up; below it watch the held-out curve: if that one rises, the recordings are being learnt by heart.</source>
        <translation>Powyżej zwykle pomaga więcej kroków, a szum w nagraniach nie pozwala jej spaść; poniżej obserwuj krzywą kontrolną: jeśli rośnie, głos uczy się nagrań na pamięć.</translation>
    </message>
    <message>
        <source>Above it more steps usually help; below it there is no harm in itself: listen whether the words stay clear.</source>
        <translation>Powyżej zwykle pomaga więcej kroków; poniżej samo w sobie nie szkodzi: posłuchaj, czy słowa pozostają wyraźne.</translation>
    </message>
    <message>
        <source>Above the usual range ({low} to {high}).</source>
        <translation>Powyżej zwykłego zakresu (od {low} do {high}).</translation>
    </message>
    <message>
        <source>Below the usual range ({low} to {high}).</source>
        <translation>Poniżej zwykłego zakresu (od {low} do {high}).</translation>
    </message>
    <message>
        <source>Within the usual range ({low} to {high}).</source>
        <translation>W zwykłym zakresie (od {low} do {high}).</translation>
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
        <translation>Mówca, zaśpiewany wers i podkład na próbę</translation>
    </message>
    <message>
        <source>Recordings of one voice, cleaned, trained and converted</source>
        <translation>Nagrania głosu: czyszczenie, trening, konwersja</translation>
    </message>
    <message>
        <source>Go on with a folder you made before</source>
        <translation>Wróć do folderu, który już masz</translation>
    </message>
    <message>
        <source>Use only voices whose owners agree. The sample recordings are by Carlo Flora, LibriVox readers, Kevin MacLeod and others, under Creative Commons licences: see Help, About.</source>
        <translation>Używaj tylko głosów, na których użycie ich właściciele się zgodzili. Autorzy przykładowych nagrań to Carlo Flora, lektorzy LibriVox, Kevin MacLeod i inni; licencje Creative Commons: zobacz Pomoc, O programie.</translation>
    </message>
    <message>
        <source>not in {folder}</source>
        <translation>nie ma w {folder}</translation>
    </message>
    <message>
        <source>{folder} is not there: moved, deleted, or on a disk that is not connected</source>
        <translation>Brak folderu {folder}: przeniesiony, usunięty albo na niepodłączonym dysku</translation>
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
    <name>StorageDialog</name>
    <message>
        <source>Storage</source>
        <translation>Miejsce na dysku</translation>
    </message>
    <message>
        <source>What takes room</source>
        <translation>Co zajmuje miejsce</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Zawartość</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Rozmiar</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Sprawdzanie…</translation>
    </message>
    <message>
        <source>{size} in all</source>
        <translation>Łącznie {size}</translation>
    </message>
    <message numerus="yes">
        <source>%n files are in use by another program and stay.</source>
        <translation>
            <numerusform>%n plik jest używany przez inny program i zostaje.</numerusform>
            <numerusform>%n pliki są używane przez inny program i zostają.</numerusform>
            <numerusform>%n plików jest używanych przez inny program i zostaje.</numerusform>
        </translation>
    </message>
    <message>
        <source>kept</source>
        <translation>zostaje</translation>
    </message>
    <message>
        <source>Clear…</source>
        <translation>Usuń…</translation>
    </message>
    <message>
        <source>Clear {item}</source>
        <translation>Usuń: {item}</translation>
    </message>
    <message>
        <source>C&amp;lear selected</source>
        <translation>&amp;Usuń zaznaczone</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Zwalnianie miejsca</translation>
    </message>
    <message>
        <source>Delete this from the disk ({size})?</source>
        <translation>Usunąć to z dysku ({size})?</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Usuń</translation>
    </message>
    <message>
        <source>Clearing…</source>
        <translation>Usuwanie…</translation>
    </message>
</context>
<context>
    <name>Studio</name>
    <message>
        <source>Equall&amp;y loud when comparing</source>
        <translation>Równa głośność prz&amp;y A/B</translation>
    </message>
    <message>
        <source>Source and result are heard equally loud, so that the louder one does not just seem better</source>
        <translation>Źródło i wynik słychać równie głośno, żeby głośniejsze nie wydawało się lepsze tylko z tego powodu</translation>
    </message>
    <message>
        <source>A / B</source>
        <translation>A / B</translation>
    </message>
    <message>
        <source>Convert first: there is nothing to save yet.</source>
        <translation>Najpierw skonwertuj: nie ma jeszcze czego zapisać.</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Pokaż w folderze</translation>
    </message>
    <message>
        <source>Convert first: there is nothing to compare yet.</source>
        <translation>Najpierw skonwertuj: nie ma jeszcze czego porównać.</translation>
    </message>
    <message>
        <source>Saved: {file}</source>
        <translation>Zapisano: {file}</translation>
    </message>
</context>
<context>
    <name>Takes</name>
    <message>
        <source>Takes</source>
        <translation>Wersje</translation>
    </message>
    <message>
        <source>Choose the result to hear; a double click uses its settings again</source>
        <translation>Wybierz wynik do posłuchania; dwukrotne kliknięcie przywraca jego ustawienia</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nazwa</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>Głos</translation>
    </message>
    <message>
        <source>Transpose</source>
        <translation>Półtony</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Utworzono</translation>
    </message>
    <message>
        <source>Use these settings</source>
        <translation>Użyj tych ustawień</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Pokaż w folderze</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Jakość</translation>
    </message>
    <message>
        <source>Index rate</source>
        <translation>Udział indeksu</translation>
    </message>
    <message>
        <source>Loudness mix</source>
        <translation>Miks głośności</translation>
    </message>
    <message>
        <source>Protect</source>
        <translation>Ochrona</translation>
    </message>
    <message>
        <source>Pitch method</source>
        <translation>Ton podstawowy</translation>
    </message>
    <message>
        <source>Pitch curve</source>
        <translation>Krzywa tonu</translation>
    </message>
    <message>
        <source>Octave jumps repaired</source>
        <translation>Naprawa skoków o oktawę</translation>
    </message>
    <message>
        <source>Filter radius</source>
        <translation>Promień filtra</translation>
    </message>
    <message>
        <source>Dialect</source>
        <translation>Dialekt</translation>
    </message>
    <message>
        <source>Sample rate</source>
        <translation>Próbkowanie</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Ziarno</translation>
    </message>
    <message>
        <source>Exact</source>
        <translation>Dokładna</translation>
    </message>
    <message>
        <source>Fast</source>
        <translation>Szybka</translation>
    </message>
    <message>
        <source>Classic RVC</source>
        <translation>Klasyczne RVC</translation>
    </message>
    <message>
        <source>RVC-WebUI 2026</source>
        <translation>RVC-WebUI 2026</translation>
    </message>
    <message>
        <source>As the voice</source>
        <translation>Jak w głosie</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>tak</translation>
    </message>
</context>
<context>
    <name>TrainOnDialog</name>
    <message>
        <source>Train on</source>
        <translation>Dalszy trening</translation>
    </message>
    <message>
        <source>“{name}” has been trained for {epochs} epochs; it keeps what it has learnt.</source>
        <translation>Głos „{name}” trenowano do epoki {epochs}; to, czego się nauczył, zostaje.</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>ep.</translation>
    </message>
    <message>
        <source>How many times it goes through all recordings again</source>
        <translation>Ile razy trening przejdzie jeszcze przez wszystkie nagrania</translation>
    </message>
    <message>
        <source>&amp;More</source>
        <translation>&amp;Jeszcze</translation>
    </message>
    <message>
        <source>Recordings that you have added or changed since are taken in; the log of the run says so.</source>
        <translation>Nagrania dodane lub zmienione od tego czasu zostaną uwzględnione; przebieg treningu to odnotuje.</translation>
    </message>
    <message>
        <source>&amp;Train on</source>
        <translation>&amp;Trenuj dalej</translation>
    </message>
    <message>
        <source>To epoch {epochs} in all.</source>
        <translation>Łącznie do epoki {epochs}.</translation>
    </message>
    <message>
        <source>To epoch {epochs} in all: about {duration}, until about {moment}.</source>
        <translation>Łącznie do epoki {epochs}: szacunkowo {duration}, koniec: {moment}.</translation>
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
        <translation>Nie ma jeszcze na czym trenować</translation>
    </message>
    <message>
        <source>A voice learns from recordings: add some and cut what it should not learn. Ten minutes of clean speech or singing are a good start.</source>
        <translation>Głos uczy się z nagrań: dodaj je i wytnij to, czego nie powinien się nauczyć. Dziesięć minut czystej mowy lub śpiewu to dobry początek.</translation>
    </message>
    <message>
        <source>Open a run folder</source>
        <translation>Otwórz folder treningu</translation>
    </message>
    <message>
        <source>{folder} is not a training run (there is no events.jsonl in it).</source>
        <translation>{folder} nie jest treningiem (nie ma w nim events.jsonl).</translation>
    </message>
    <message>
        <source>The training of “{name}” is paused; Resume goes on with it.</source>
        <translation>Trening „{name}” jest wstrzymany; „Wznów trening” go kontynuuje.</translation>
    </message>
    <message>
        <source>The voice “{name}” is ready.</source>
        <translation>Głos „{name}” jest gotowy.</translation>
    </message>
</context>
<context>
    <name>TrainQuestions</name>
    <message>
        <source>A training is running</source>
        <translation>Trwa trening</translation>
    </message>
    <message>
        <source>“{name}” is being trained.</source>
        <translation>Trwa trening głosu „{name}”.</translation>
    </message>
    <message>
        <source>It can go on without this window; the Train page follows it again when you come back.</source>
        <translation>Może trwać dalej bez tego okna; gdy wrócisz, strona „Trening” znów go pokaże.</translation>
    </message>
    <message>
        <source>&amp;Keep training in the background</source>
        <translation>&amp;Trenuj dalej w tle</translation>
    </message>
    <message>
        <source>&amp;Pause and save</source>
        <translation>&amp;Wstrzymaj i zapisz</translation>
    </message>
    <message>
        <source>The name is taken</source>
        <translation>Nazwa jest zajęta</translation>
    </message>
    <message>
        <source>There is a run called “{name}” in this project.</source>
        <translation>W tym projekcie jest już trening o nazwie „{name}”.</translation>
    </message>
    <message>
        <source>&amp;Resume it</source>
        <translation>&amp;Wznów go</translation>
    </message>
    <message>
        <source>Train as “{name}”</source>
        <translation>Trenuj jako „{name}”</translation>
    </message>
</context>
<context>
    <name>TrainWords</name>
    <message>
        <source>less than a minute</source>
        <translation>mniej niż minuta</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} min</translation>
    </message>
    <message>
        <source>{hours} h</source>
        <translation>{hours} h</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} h {minutes} min</translation>
    </message>
    <message>
        <source>{days} d</source>
        <translation>{days} d</translation>
    </message>
    <message>
        <source>tomorrow at {time}</source>
        <translation>jutro o {time}</translation>
    </message>
    <message>
        <source>{day}, {time}</source>
        <translation>{day}, {time}</translation>
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
        <source>Original</source>
        <translation>Oryginał</translation>
    </message>
    <message>
        <source>Hear the original at the same place (T)</source>
        <translation>Usłysz oryginał w tym samym miejscu (T)</translation>
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
        <source>Playback level</source>
        <translation>Poziom odtwarzania</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Wycisz</translation>
    </message>
    <message>
        <source>Playback speed</source>
        <translation>Szybkość odtwarzania</translation>
    </message>
    <message>
        <source>Playback speed: slower is also lower. It does not change the recording.</source>
        <translation>Szybkość odtwarzania: wolniej znaczy też niżej. Nagranie się nie zmienia.</translation>
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
        <source>More selections</source>
        <translation>Inne zaznaczenia</translation>
    </message>
    <message>
        <source>Stretches that are selected beside this one</source>
        <translation>Odcinki zaznaczone oprócz tego</translation>
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
        <source>You hear the original; back to the cleaned sound (T)</source>
        <translation>Słychać oryginał; wróć do oczyszczonego dźwięku (T)</translation>
    </message>
    <message>
        <source>Volume {percent} %</source>
        <translation>Głośność {percent}%</translation>
    </message>
</context>
<context>
    <name>TransposeBox</name>
    <message>
        <source>semitones</source>
        <translation>półt.</translation>
    </message>
    <message>
        <source>An octave lower</source>
        <translation>Oktawa niżej</translation>
    </message>
    <message>
        <source>An octave higher</source>
        <translation>Oktawa wyżej</translation>
    </message>
</context>
<context>
    <name>UndoStrip</name>
    <message>
        <source>Bring back</source>
        <translation>Przywróć</translation>
    </message>
    <message>
        <source>Put it back into the project with its edits (Ctrl+Z)</source>
        <translation>Przywróć do projektu razem z edycją (Ctrl+Z)</translation>
    </message>
</context>
<context>
    <name>Verdict</name>
    <message>
        <source>Convert with it</source>
        <translation>Konwertuj tym głosem</translation>
    </message>
    <message>
        <source>Go to the Convert page with this voice</source>
        <translation>Przejdź z tym głosem na stronę „Konwersja”</translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>Pokaż folder</translation>
    </message>
    <message>
        <source>The voice&apos;s files, or the run&apos;s log</source>
        <translation>Pliki głosu albo dziennik treningu</translation>
    </message>
    <message>
        <source>“{name}” is finished, trained for {step} steps.</source>
        <translation>Trening „{name}” ukończono po {step} krokach.</translation>
    </message>
    <message>
        <source>The voice “{name}” is ready, trained for {step} steps.</source>
        <translation>Głos „{name}” jest gotowy po {step} krokach treningu.</translation>
    </message>
    <message>
        <source>“{name}” has not trained yet; Resume begins.</source>
        <translation>Trening „{name}” jeszcze się nie zaczął; rozpocznie go „Wznów trening”.</translation>
    </message>
    <message>
        <source>Paused at step {step}; Resume goes on with the next one.</source>
        <translation>Wstrzymano w kroku {step}; „Wznów trening” rusza od następnego.</translation>
    </message>
    <message>
        <source>Paused at step {step}; the voice is of step {voice}. Resume goes on with the next one.</source>
        <translation>Wstrzymano w kroku {step}; głos jest z kroku {voice}. „Wznów trening” rusza od następnego.</translation>
    </message>
</context>
<context>
    <name>VoiceCheck</name>
    <message>
        <source>{file} is not a voice; choose the .pth or .safetensors of one.</source>
        <translation>Plik {file} nie jest głosem; wybierz plik .pth lub .safetensors głosu.</translation>
    </message>
</context>
<context>
    <name>VoiceChoice</name>
    <message>
        <source>There is no save yet.</source>
        <translation>Nie ma jeszcze żadnego zapisu.</translation>
    </message>
    <message>
        <source>This run lies outside a project, so there is no voice to replace.</source>
        <translation>Ten trening leży poza projektem, więc nie ma głosu do zastąpienia.</translation>
    </message>
    <message>
        <source>Choose one save in the list.</source>
        <translation>Zaznacz jeden zapis na liście.</translation>
    </message>
    <message>
        <source>The voice of this save is not on the disk any more.</source>
        <translation>Głosu z tego zapisu nie ma już na dysku.</translation>
    </message>
    <message>
        <source>This save is the voice already.</source>
        <translation>Ten zapis jest już głosem.</translation>
    </message>
    <message>
        <source>Another one is being made the voice.</source>
        <translation>Trwa ustawianie innego zapisu jako głosu.</translation>
    </message>
    <message>
        <source>Making the save of step {step} the voice</source>
        <translation>Ustawianie zapisu z kroku {step} jako głosu</translation>
    </message>
    <message>
        <source>The voice “{name}” is now as it was at epoch {epoch}, step {step}.</source>
        <translation>Głos „{name}” jest teraz taki jak w epoce {epoch}, kroku {step}.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Cofnij</translation>
    </message>
</context>
<context>
    <name>VoiceDetails</name>
    <message>
        <source>About the voice</source>
        <translation>O głosie</translation>
    </message>
    <message>
        <source>Inspect the file</source>
        <translation>Zbadaj plik</translation>
    </message>
    <message>
        <source>Read the file itself: check every weight, and compute its SHA-256</source>
        <translation>Odczytaj sam plik: sprawdź każdą wagę i oblicz SHA-256</translation>
    </message>
    <message>
        <source>Get what it needs…</source>
        <translation>Pobierz to, czego wymaga…</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Wersja</translation>
    </message>
    <message>
        <source>Sample rate</source>
        <translation>Próbkowanie</translation>
    </message>
    <message>
        <source>Pitch</source>
        <translation>Ton podstawowy</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Epoki</translation>
    </message>
    <message>
        <source>Speakers</source>
        <translation>Mówcy</translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation>Enkoder</translation>
    </message>
    <message>
        <source>Index</source>
        <translation>Indeks</translation>
    </message>
    <message>
        <source>none</source>
        <translation>brak</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Plik</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Szkic</translation>
    </message>
    <message>
        <source>{rate} kHz</source>
        <translation>{rate} kHz</translation>
    </message>
    <message>
        <source>without: for speech</source>
        <translation>brak: do mowy</translation>
    </message>
    <message>
        <source>with, around {hz} Hz</source>
        <translation>tak, około {hz} Hz</translation>
    </message>
    <message>
        <source>with</source>
        <translation>tak</translation>
    </message>
    <message>
        <source>{encoder} — not here yet</source>
        <translation>{encoder} — jeszcze brak</translation>
    </message>
    <message>
        <source>Whether the voice follows a melody</source>
        <translation>Czy głos podąża za melodią</translation>
    </message>
    <message>
        <source>The model that hears what is said; a voice knows only its own</source>
        <translation>Model, który rozpoznaje treść; głos zna tylko swój własny</translation>
    </message>
    <message>
        <source>Sounds of the training; with them a cover comes closer to the voice</source>
        <translation>Brzmienia z treningu; dzięki nim cover jest bliższy głosowi</translation>
    </message>
    <message>
        <source>The fingerprint of the file: the same for the same file everywhere</source>
        <translation>Odcisk pliku: dla tego samego pliku wszędzie jednakowy</translation>
    </message>
    <message>
        <source>The file is in order.</source>
        <translation>Plik jest w porządku.</translation>
    </message>
    <message>
        <source>Reading the file…</source>
        <translation>Odczytywanie pliku…</translation>
    </message>
    <message>
        <source>Inspecting {voice}</source>
        <translation>Badanie głosu: {voice}</translation>
    </message>
</context>
<context>
    <name>VoiceImport</name>
    <message>
        <source>Import voices</source>
        <translation>Importowanie głosów</translation>
    </message>
    <message>
        <source>Voices ({patterns})</source>
        <translation>Głosy ({patterns})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Wszystkie pliki (*)</translation>
    </message>
    <message>
        <source>Importing {file}</source>
        <translation>Importowanie: {file}</translation>
    </message>
    <message>
        <source>In the library now: {names}.</source>
        <translation>Teraz w bibliotece: {names}.</translation>
    </message>
</context>
<context>
    <name>VoicePicker</name>
    <message>
        <source>Voice</source>
        <translation>Głos</translation>
    </message>
    <message>
        <source>The voice that will sing</source>
        <translation>Głos, który zaśpiewa</translation>
    </message>
    <message>
        <source>Choose a voice file from anywhere; it can be dropped here, too</source>
        <translation>Wybierz plik głosu z dowolnego miejsca; można go też tu upuścić</translation>
    </message>
    <message>
        <source>Choose a voice file</source>
        <translation>Wybierz plik głosu</translation>
    </message>
    <message>
        <source>Train a voice</source>
        <translation>Wytrenuj głos</translation>
    </message>
    <message>
        <source>There is no voice yet: train one, or import one made elsewhere. Files can be dropped here.</source>
        <translation>Nie ma jeszcze żadnego głosu: wytrenuj go albo zaimportuj gotowy. Można tu upuszczać pliki.</translation>
    </message>
    <message>
        <source>Import a voice…</source>
        <translation>Importuj głos…</translation>
    </message>
    <message>
        <source>file</source>
        <translation>plik</translation>
    </message>
    <message>
        <source>this project</source>
        <translation>ten projekt</translation>
    </message>
    <message>
        <source>library</source>
        <translation>biblioteka</translation>
    </message>
    <message>
        <source>Choose a voice</source>
        <translation>Wybierz głos</translation>
    </message>
    <message>
        <source>Voices ({patterns})</source>
        <translation>Głosy ({patterns})</translation>
    </message>
    <message>
        <source>{rate} kHz</source>
        <translation>{rate} kHz</translation>
    </message>
    <message>
        <source>around {hz} Hz</source>
        <translation>około {hz} Hz</translation>
    </message>
    <message>
        <source>without an index</source>
        <translation>bez indeksu</translation>
    </message>
    <message>
        <source>{minutes} min of recordings</source>
        <translation>{minutes} min nagrań</translation>
    </message>
    <message>
        <source>{pieces} pieces, {minutes} min</source>
        <translation>fragmenty: {pieces}, {minutes} min</translation>
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
        <translation>Próbkowanie</translation>
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
        <source>A voice appears here when a training ends. Voices made elsewhere are imported: choose their .pth, .safetensors or .zip, or drop files and folders here.</source>
        <translation>Głos pojawia się tutaj po zakończeniu treningu. Głosy z innych programów można zaimportować: wybierz plik .pth, .safetensors lub .zip albo upuść tu pliki i foldery.</translation>
    </message>
    <message>
        <source>Remove a voice</source>
        <translation>Usuwanie głosu</translation>
    </message>
    <message>
        <source>Remove “{voice}” from the library?</source>
        <translation>Usunąć „{voice}” z biblioteki?</translation>
    </message>
    <message>
        <source>Its files are deleted from {folder}. What it was imported from stays.</source>
        <translation>Pliki głosu zostaną usunięte z {folder}. To, z czego go zaimportowano, pozostanie.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Usuń</translation>
    </message>
    <message>
        <source>“{voice}” was removed.</source>
        <translation>Usunięto głos „{voice}”.</translation>
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
        <source>Drag to select, Shift+click to extend, Ctrl+drag to select more. Wheel scrolls, Ctrl+wheel zooms.</source>
        <translation>Przeciągnij, aby zaznaczyć; Shift+kliknięcie rozszerza, Ctrl+przeciągnięcie dodaje zaznaczenie. Kółko przewija, Ctrl+kółko powiększa.</translation>
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
    <message>
        <source>{low} to {high} Hz</source>
        <translation>od {low} do {high} Hz</translation>
    </message>
    <message>
        <source>not answered</source>
        <translation>nierozpatrzony</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>zatwierdzony</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>odrzucony</translation>
    </message>
    <message>
        <source>{kind}, {percent} % sure, {seconds} s at {time}, {state}</source>
        <translation>{kind}, pewność {percent}%, {seconds} s w {time}, {state}</translation>
    </message>
    <message>
        <source>Label without text</source>
        <translation>Etykieta bez tekstu</translation>
    </message>
    <message>
        <source>{name}, {start} to {end}</source>
        <translation>{name}, od {start} do {end}</translation>
    </message>
    <message>
        <source>{name}, at {time}</source>
        <translation>{name}, w {time}</translation>
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
        <source>Select</source>
        <translation>Zaznacz</translation>
    </message>
    <message>
        <source>&amp;Marks</source>
        <translation>&amp;Znaczniki</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Etykiety</translation>
    </message>
    <message>
        <source>Process</source>
        <translation>Obróbka</translation>
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
        <source>Cut the selection: it stays visible, and the voice does not learn it</source>
        <translation>Wytnij zaznaczenie: pozostaje widoczne, ale głos się go nie uczy</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Usuń</translation>
    </message>
    <message>
        <source>&amp;History…</source>
        <translation>&amp;Historia…</translation>
    </message>
    <message>
        <source>Every step by its name; a click goes there</source>
        <translation>Wszystkie kroki z nazwy; kliknięcie do nich przechodzi</translation>
    </message>
    <message>
        <source>Cut the selection to the clipboard: it stays visible, and the voice does not learn it</source>
        <translation>Wytnij zaznaczenie do schowka: pozostaje widoczne, ale głos się go nie uczy</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopiuj</translation>
    </message>
    <message>
        <source>Copy the selection, to paste it here or in another recording</source>
        <translation>Skopiuj zaznaczenie, aby wkleić je tutaj lub w innym nagraniu</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>Wkl&amp;ej</translation>
    </message>
    <message>
        <source>Insert what was copied at the cursor, or in place of the selection</source>
        <translation>Wstaw skopiowany dźwięk pod kursorem albo w miejsce zaznaczenia</translation>
    </message>
    <message>
        <source>Delete and close the &amp;gap</source>
        <translation>U&amp;suń i zamknij lukę</translation>
    </message>
    <message>
        <source>Take the selection off the timeline; what follows moves up</source>
        <translation>Usuń zaznaczenie z osi czasu; dalszy ciąg się przysunie</translation>
    </message>
    <message>
        <source>Dup&amp;licate</source>
        <translation>Dupliku&amp;j</translation>
    </message>
    <message>
        <source>Insert the selection once more behind itself</source>
        <translation>Wstaw zaznaczenie jeszcze raz, zaraz za nim</translation>
    </message>
    <message>
        <source>Split cut</source>
        <translation>Podziel i wytnij</translation>
    </message>
    <message>
        <source>Cut to the clipboard, leaving silence of the same length</source>
        <translation>Wytnij do schowka, zostawiając ciszę o tej samej długości</translation>
    </message>
    <message>
        <source>Split delete</source>
        <translation>Podziel i usuń</translation>
    </message>
    <message>
        <source>Delete, leaving silence of the same length</source>
        <translation>Usuń, zostawiając ciszę o tej samej długości</translation>
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
        <source>Spl&amp;it</source>
        <translation>Podzie&amp;l</translation>
    </message>
    <message>
        <source>Divide the recording at the cursor, or at the selection&apos;s edges</source>
        <translation>Podziel nagranie pod kursorem albo na krawędziach zaznaczenia</translation>
    </message>
    <message>
        <source>Selection into a &amp;new recording</source>
        <translation>W&amp;ydziel do nowego nagrania</translation>
    </message>
    <message>
        <source>Move the selection into a recording of its own</source>
        <translation>Przenieś zaznaczenie do osobnego nagrania</translation>
    </message>
    <message>
        <source>&amp;Join</source>
        <translation>P&amp;ołącz</translation>
    </message>
    <message>
        <source>Take away the divisions in the selection</source>
        <translation>Usuń podziały w zaznaczeniu</translation>
    </message>
    <message>
        <source>Det&amp;ach at silences</source>
        <translation>Po&amp;dziel w miejscach ciszy</translation>
    </message>
    <message>
        <source>Divide the selection wherever it pauses, and cut the pauses</source>
        <translation>Podziel zaznaczenie przy każdej pauzie i wytnij pauzy</translation>
    </message>
    <message>
        <source>&amp;Find moved originals…</source>
        <translation>Znajdź &amp;brakujące nagrania…</translation>
    </message>
    <message>
        <source>Say where recordings lie that are not in their place any more</source>
        <translation>Wskaż, gdzie są nagrania, których nie ma już na swoim miejscu</translation>
    </message>
    <message>
        <source>&amp;All</source>
        <translation>&amp;Wszystko</translation>
    </message>
    <message>
        <source>&amp;None</source>
        <translation>&amp;Nic</translation>
    </message>
    <message>
        <source>&amp;Left edge here</source>
        <translation>&amp;Lewa krawędź tutaj</translation>
    </message>
    <message>
        <source>Begin the selection at what is heard, or at the cursor</source>
        <translation>Zacznij zaznaczenie w odtwarzanym miejscu albo pod kursorem</translation>
    </message>
    <message>
        <source>&amp;Right edge here</source>
        <translation>P&amp;rawa krawędź tutaj</translation>
    </message>
    <message>
        <source>End the selection at what is heard, or at the cursor</source>
        <translation>Zakończ zaznaczenie w odtwarzanym miejscu albo pod kursorem</translation>
    </message>
    <message>
        <source>To &amp;zero crossings</source>
        <translation>Do przejść przez &amp;zero</translation>
    </message>
    <message>
        <source>Move the edges to where the sound passes through zero</source>
        <translation>Przesuń krawędzie tam, gdzie dźwięk przechodzi przez zero</translation>
    </message>
    <message>
        <source>From the star&amp;t</source>
        <translation>Od począ&amp;tku</translation>
    </message>
    <message>
        <source>To the en&amp;d</source>
        <translation>&amp;Do końca</translation>
    </message>
    <message>
        <source>Cursor to the &amp;start</source>
        <translation>Kursor na &amp;początek</translation>
    </message>
    <message>
        <source>Cursor to the &amp;end</source>
        <translation>Kursor na &amp;koniec</translation>
    </message>
    <message>
        <source>Cursor to the left ed&amp;ge</source>
        <translation>Kursor na l&amp;ewą krawędź</translation>
    </message>
    <message>
        <source>Cursor to the rig&amp;ht edge</source>
        <translation>Kursor na pr&amp;awą krawędź</translation>
    </message>
    <message>
        <source>Sna&amp;p to edges</source>
        <translation>Przycią&amp;gaj do krawędzi</translation>
    </message>
    <message>
        <source>The mouse holds at cuts, marks and labels; Alt does the opposite</source>
        <translation>Mysz zatrzymuje się na cięciach, znacznikach i etykietach; Alt działa odwrotnie</translation>
    </message>
    <message>
        <source>&amp;Add label</source>
        <translation>&amp;Dodaj etykietę</translation>
    </message>
    <message>
        <source>Name the selection, or the place of the cursor</source>
        <translation>Nazwij zaznaczenie albo miejsce kursora</translation>
    </message>
    <message>
        <source>Label what &amp;plays</source>
        <translation>Etykieta w miejscu &amp;odtwarzania</translation>
    </message>
    <message>
        <source>Put a label where playback is</source>
        <translation>Dodaj etykietę w odtwarzanym miejscu</translation>
    </message>
    <message>
        <source>&amp;Rename label</source>
        <translation>&amp;Zmień nazwę etykiety</translation>
    </message>
    <message>
        <source>Re&amp;move label</source>
        <translation>&amp;Usuń etykietę</translation>
    </message>
    <message>
        <source>&amp;Next label</source>
        <translation>&amp;Następna etykieta</translation>
    </message>
    <message>
        <source>Pre&amp;vious label</source>
        <translation>&amp;Poprzednia etykieta</translation>
    </message>
    <message>
        <source>&amp;Cut labelled audio</source>
        <translation>&amp;Wytnij dźwięk z etykietami</translation>
    </message>
    <message>
        <source>Of the labels in the selection, or of all</source>
        <translation>Dotyczy etykiet w zaznaczeniu albo wszystkich</translation>
    </message>
    <message>
        <source>&amp;Delete labelled audio</source>
        <translation>U&amp;suń dźwięk z etykietami</translation>
    </message>
    <message>
        <source>&amp;Silence labelled audio</source>
        <translation>Wyc&amp;isz dźwięk z etykietami</translation>
    </message>
    <message>
        <source>Spl&amp;it labelled audio</source>
        <translation>Podzie&amp;l dźwięk z etykietami</translation>
    </message>
    <message>
        <source>&amp;Join labelled audio</source>
        <translation>Połą&amp;cz dźwięk z etykietami</translation>
    </message>
    <message>
        <source>&amp;Label pauses…</source>
        <translation>Etykiety z p&amp;auz…</translation>
    </message>
    <message>
        <source>Find the pauses and put a label on each</source>
        <translation>Znajdź pauzy i dodaj etykietę do każdej</translation>
    </message>
    <message>
        <source>Mar&amp;ks to labels</source>
        <translation>&amp;Etykiety ze znaczników</translation>
    </message>
    <message>
        <source>A label for every mark, with its kind and what was answered</source>
        <translation>Etykieta dla każdego znacznika, z jego rodzajem i odpowiedzią</translation>
    </message>
    <message>
        <source>Imp&amp;ort labels…</source>
        <translation>I&amp;mportuj etykiety…</translation>
    </message>
    <message>
        <source>Read labels from a text file of Audacity</source>
        <translation>Wczytaj etykiety z pliku tekstowego Audacity</translation>
    </message>
    <message>
        <source>&amp;Export labels…</source>
        <translation>E&amp;ksportuj etykiety…</translation>
    </message>
    <message>
        <source>Write the labels as a text file that Audacity reads</source>
        <translation>Zapisz etykiety w pliku tekstowym, który czyta Audacity</translation>
    </message>
    <message>
        <source>&amp;Truncate silence…</source>
        <translation>&amp;Skróć ciszę…</translation>
    </message>
    <message>
        <source>Shorten every long pause; what follows moves up</source>
        <translation>Skróć każdą długą pauzę; dalszy ciąg się przysunie</translation>
    </message>
    <message>
        <source>Preview the c&amp;ut</source>
        <translation>Podgląd c&amp;ięcia</translation>
    </message>
    <message>
        <source>Two seconds before the selection and one after it, without it</source>
        <translation>Dwie sekundy przed zaznaczeniem i jedna po nim, z jego pominięciem</translation>
    </message>
    <message>
        <source>Play to the &amp;border of the selection</source>
        <translation>Odtwórz &amp;do krawędzi zaznaczenia</translation>
    </message>
    <message>
        <source>From the mouse to the nearer edge of the selection</source>
        <translation>Od myszy do bliższej krawędzi zaznaczenia</translation>
    </message>
    <message>
        <source>Play one &amp;second</source>
        <translation>Odtwórz &amp;sekundę</translation>
    </message>
    <message>
        <source>The second around the mouse, or from the cursor</source>
        <translation>Sekunda wokół myszy albo od kursora</translation>
    </message>
    <message>
        <source>&amp;Jump back</source>
        <translation>Sko&amp;cz do tyłu</translation>
    </message>
    <message>
        <source>Jump &amp;forward</source>
        <translation>Skocz do przod&amp;u</translation>
    </message>
    <message>
        <source>Long jump back</source>
        <translation>Długi skok do tyłu</translation>
    </message>
    <message>
        <source>Long jump forward</source>
        <translation>Długi skok do przodu</translation>
    </message>
    <message>
        <source>Scrub back</source>
        <translation>Przesuń z odsłuchem w tył</translation>
    </message>
    <message>
        <source>Move the cursor back and hear what is there; hold the key</source>
        <translation>Przesuwa kursor w tył i odtwarza mijany dźwięk; przytrzymaj klawisz</translation>
    </message>
    <message>
        <source>Scrub forward</source>
        <translation>Przesuń z odsłuchem w przód</translation>
    </message>
    <message>
        <source>Move the cursor on and hear what is there; hold the key</source>
        <translation>Przesuwa kursor w przód i odtwarza mijany dźwięk; przytrzymaj klawisz</translation>
    </message>
    <message>
        <source>Slower</source>
        <translation>Wolniej</translation>
    </message>
    <message>
        <source>Fas&amp;ter</source>
        <translation>Szy&amp;bciej</translation>
    </message>
    <message>
        <source>Nor&amp;mal speed</source>
        <translation>Nor&amp;malna szybkość</translation>
    </message>
    <message>
        <source>Follow pla&amp;yback</source>
        <translation>Podąż&amp;aj za odtwarzaniem</translation>
    </message>
    <message>
        <source>Scroll along with what is heard</source>
        <translation>Przewijaj razem z odtwarzaniem</translation>
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
        <source>&amp;Find everything</source>
        <translation>Zn&amp;ajdź wszystko</translation>
    </message>
    <message>
        <source>Listen for everything that does not belong in a voice: clicks, pauses, music, others</source>
        <translation>Znajdź wszystko, co nie pasuje do głosu: trzaski, pauzy, muzykę, inne osoby</translation>
    </message>
    <message>
        <source>Find &amp;silence…</source>
        <translation>Znajdź &amp;ciszę…</translation>
    </message>
    <message>
        <source>Find the pauses, to cut or keep each of them</source>
        <translation>Znajdź pauzy, aby każdą wyciąć albo zostawić</translation>
    </message>
    <message>
        <source>&amp;Clean automatically</source>
        <translation>Oczyść auto&amp;matycznie</translation>
    </message>
    <message>
        <source>Cut everything the app is sure about, and leave the rest to you; one step of undo</source>
        <translation>Wytnij wszystko, czego program jest pewien, a resztę zostaw do decyzji; można to cofnąć jednym krokiem</translation>
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
        <source>Pla&amp;y mark again</source>
        <translation>O&amp;dtwórz znacznik ponownie</translation>
    </message>
    <message>
        <source>Hear the mark with a little before and after</source>
        <translation>Odtwórz znacznik z krótkim fragmentem przed nim i po nim</translation>
    </message>
    <message>
        <source>&amp;Accept mark</source>
        <translation>&amp;Zatwierdź znacznik</translation>
    </message>
    <message>
        <source>Cut, filter or note what is marked, and go to the next mark</source>
        <translation>Wytnij, odfiltruj lub odnotuj oznaczone miejsce i przejdź do następnego znacznika</translation>
    </message>
    <message>
        <source>Accept everything that is marked and not answered; one step of undo</source>
        <translation>Zatwierdź wszystkie nierozpatrzone znaczniki; można to cofnąć jednym krokiem</translation>
    </message>
    <message>
        <source>Forget what the answers ta&amp;ught</source>
        <translation>Zapomnij na&amp;ukę z odpowiedzi</translation>
    </message>
    <message>
        <source>Back to the usual certainty from which marks are accepted</source>
        <translation>Przywraca zwykły próg pewności, od którego znaczniki są zatwierdzane</translation>
    </message>
    <message>
        <source>&amp;Health of the recordings</source>
        <translation>Stan na&amp;grań</translation>
    </message>
    <message>
        <source>How good these recordings are for a voice, and what would help</source>
        <translation>Jak dobre są te nagrania dla głosu i co by pomogło</translation>
    </message>
    <message>
        <source>All recordings at &amp;once…</source>
        <translation>Wszyst&amp;kie nagrania naraz…</translation>
    </message>
    <message>
        <source>Find, clean or level every recording of the project</source>
        <translation>Przeszukaj, oczyść lub wyrównaj wszystkie nagrania projektu</translation>
    </message>
    <message>
        <source>Play the pieces the voice learns</source>
        <translation>Odtwórz &amp;fragmenty dla głosu</translation>
    </message>
    <message>
        <source>Hear what is kept as training hears it: in pieces, at one level</source>
        <translation>Posłuchaj tego, co zostaje, tak jak słyszy to trening: we fragmentach, na jednym poziomie</translation>
    </message>
    <message>
        <source>Ne&amp;xt piece</source>
        <translation>Następny fra&amp;gment</translation>
    </message>
    <message>
        <source>Pre&amp;vious piece</source>
        <translation>Poprzedni fragmen&amp;t</translation>
    </message>
    <message>
        <source>&amp;Reject mark</source>
        <translation>&amp;Odrzuć znacznik</translation>
    </message>
    <message>
        <source>Keep what is marked, and go to the next mark</source>
        <translation>Zostaw oznaczone miejsce i przejdź do następnego znacznika</translation>
    </message>
    <message>
        <source>&amp;Trim mark</source>
        <translation>Przy&amp;tnij znacznik</translation>
    </message>
    <message>
        <source>Accept just the selection instead of the mark; without another selection, shrink it</source>
        <translation>Zatwierdź samo zaznaczenie zamiast znacznika; bez innego zaznaczenia zmniejsz znacznik</translation>
    </message>
    <message>
        <source>Accept all of this &amp;kind, as sure or surer</source>
        <translation>Zatwierdź ten &amp;rodzaj, równie pewne i pewniejsze</translation>
    </message>
    <message>
        <source>Accept every open mark of this kind that is at least as sure; one step of undo</source>
        <translation>Zatwierdź wszystkie otwarte znaczniki tego rodzaju, co najmniej równie pewne; można to cofnąć jednym krokiem</translation>
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
        <source>Keep everything that is marked and not answered; one step of undo</source>
        <translation>Zostaw wszystkie nierozpatrzone miejsca; można to cofnąć jednym krokiem</translation>
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
        <source>Loop the s&amp;election</source>
        <translation>Zapętl zaznaczeni&amp;e</translation>
    </message>
    <message>
        <source>Play the selection over and over</source>
        <translation>Odtwarzaj zaznaczenie w kółko</translation>
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
        <source>Train a new voice with the options on the left</source>
        <translation>Wytrenuj nowy głos z opcjami po lewej</translation>
    </message>
    <message>
        <source>&amp;Pause training</source>
        <translation>&amp;Wstrzymaj trening</translation>
    </message>
    <message>
        <source>Save after this step and end the process; Resume goes on with the very next step</source>
        <translation>Zapisz po tym kroku i zakończ proces; „Wznów trening” rusza dokładnie od następnego kroku</translation>
    </message>
    <message>
        <source>&amp;Resume training</source>
        <translation>Wz&amp;nów trening</translation>
    </message>
    <message>
        <source>Go on with the step after the last save</source>
        <translation>Kontynuuj od kroku po ostatnim zapisie</translation>
    </message>
    <message>
        <source>Save a checkpoint &amp;now</source>
        <translation>Zapi&amp;sz stan teraz</translation>
    </message>
    <message>
        <source>Save after this step and go on, with a preview to listen to</source>
        <translation>Zapisz po tym kroku i trenuj dalej; powstanie podgląd do posłuchania</translation>
    </message>
    <message>
        <source>Train &amp;on…</source>
        <translation>&amp;Trenuj dalej…</translation>
    </message>
    <message>
        <source>More epochs for this voice, with the recordings as they are now</source>
        <translation>Więcej epok dla tego głosu, z nagraniami takimi jak teraz</translation>
    </message>
    <message>
        <source>Make this save the &amp;voice</source>
        <translation>Ustaw jako &amp;głos</translation>
    </message>
    <message>
        <source>The project&apos;s voice is then as it was at the chosen save</source>
        <translation>Głos projektu będzie taki jak w zaznaczonym zapisie</translation>
    </message>
    <message>
        <source>Save the curves as a p&amp;icture…</source>
        <translation>Zapisz krzywe jako &amp;obraz…</translation>
    </message>
    <message>
        <source>The plot as it is seen, as PNG</source>
        <translation>Wykres taki, jak widać, w pliku PNG</translation>
    </message>
    <message>
        <source>Save the curves as a &amp;table…</source>
        <translation>Zapisz krzywe jako ta&amp;belę…</translation>
    </message>
    <message>
        <source>Every step with its losses, as CSV</source>
        <translation>Każdy krok ze stratami, w pliku CSV</translation>
    </message>
    <message>
        <source>Show Tensor&amp;Board files</source>
        <translation>&amp;Pokaż pliki TensorBoard</translation>
    </message>
    <message>
        <source>The folder of this run that TensorBoard can read</source>
        <translation>Folder tego treningu, który odczyta TensorBoard</translation>
    </message>
    <message>
        <source>Open a run &amp;folder…</source>
        <translation>Otwórz &amp;folder treningu…</translation>
    </message>
    <message>
        <source>Look at a run elsewhere, also while another computer trains it</source>
        <translation>Obejrzyj trening z innego miejsca, także gdy prowadzi go inny komputer</translation>
    </message>
    <message>
        <source>Stora&amp;ge…</source>
        <translation>&amp;Miejsce na dysku…</translation>
    </message>
    <message>
        <source>What this project&apos;s trainings take on the disk, and making room</source>
        <translation>Ile miejsca na dysku zajmują treningi tego projektu i jak je zwolnić</translation>
    </message>
    <message>
        <source>&amp;Start conversion</source>
        <translation>&amp;Konwertuj</translation>
    </message>
    <message>
        <source>Choose &amp;vocal…</source>
        <translation>Wy&amp;bierz wokal…</translation>
    </message>
    <message>
        <source>Choose &amp;instrumental…</source>
        <translation>Wybie&amp;rz podkład…</translation>
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
        <source>&amp;Import voice…</source>
        <translation>&amp;Importuj głos…</translation>
    </message>
    <message>
        <source>Take a voice made elsewhere (.pth, .safetensors, .zip) into the library</source>
        <translation>Dodaj do biblioteki głos z innego programu (.pth, .safetensors, .zip)</translation>
    </message>
    <message>
        <source>Remove from &amp;library…</source>
        <translation>&amp;Usuń z biblioteki…</translation>
    </message>
    <message>
        <source>Delete the voice&apos;s files from the library</source>
        <translation>Usuń pliki głosu z biblioteki</translation>
    </message>
    <message>
        <source>&amp;Models…</source>
        <translation>&amp;Modele…</translation>
    </message>
    <message>
        <source>The model files that voices need: what is here, and getting the rest</source>
        <translation>Pliki modeli, których potrzebują głosy: co już jest i skąd wziąć resztę</translation>
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
        <source>&amp;Messages and log…</source>
        <translation>&amp;Komunikaty i dziennik…</translation>
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
    <message>
        <source>Normalise &amp;loudness…</source>
        <translation>Normalizuj &amp;głośność…</translation>
    </message>
    <message>
        <source>Bring the selection, or the whole recording, to a loudness in LUFS</source>
        <translation>Doprowadź zaznaczenie albo całe nagranie do podanej głośności w LUFS</translation>
    </message>
    <message>
        <source>&amp;Amplify…</source>
        <translation>&amp;Wzmocnij…</translation>
    </message>
    <message>
        <source>Louder or quieter by so many dB</source>
        <translation>Głośniej lub ciszej o tyle dB</translation>
    </message>
    <message>
        <source>This is &amp;noise</source>
        <translation>To jest s&amp;zum</translation>
    </message>
    <message>
        <source>Take the selection as the noise that noise reduction turns down</source>
        <translation>Uznaj zaznaczenie za szum, który ma ściszać redukcja szumu</translation>
    </message>
    <message>
        <source>&amp;Reduce noise…</source>
        <translation>&amp;Redukuj szum…</translation>
    </message>
    <message>
        <source>Turn down steady noise: fans, hiss, hum of machines</source>
        <translation>Ścisz stały szum: wentylatory, syczenie, buczenie maszyn</translation>
    </message>
    <message>
        <source>Remove &amp;clicks…</source>
        <translation>Usuń &amp;trzaski…</translation>
    </message>
    <message>
        <source>Replace clicks by what their surroundings make likely</source>
        <translation>Zastąp trzaski dźwiękiem odtworzonym z otoczenia</translation>
    </message>
    <message>
        <source>Repair cl&amp;ipping…</source>
        <translation>&amp;Napraw przester…</translation>
    </message>
    <message>
        <source>Rebuild peaks that were cut off</source>
        <translation>Odbuduj ścięte szczyty</translation>
    </message>
    <message>
        <source>Remove &amp;hum…</source>
        <translation>Usuń &amp;przydźwięk…</translation>
    </message>
    <message>
        <source>Take out 50 or 60 Hz of the mains, and their harmonics</source>
        <translation>Usuń 50 lub 60 Hz sieci elektrycznej i ich harmoniczne</translation>
    </message>
    <message>
        <source>&amp;Delete the box</source>
        <translation>&amp;Usuń obszar widma</translation>
    </message>
    <message>
        <source>Take out the selected frequencies in the selection</source>
        <translation>Usuń zaznaczone częstotliwości w zaznaczeniu</translation>
    </message>
    <message>
        <source>Turn the &amp;box down…</source>
        <translation>Ś&amp;cisz obszar widma…</translation>
    </message>
    <message>
        <source>Turn the selected frequencies down in the selection</source>
        <translation>Ścisz zaznaczone częstotliwości w zaznaczeniu</translation>
    </message>
    <message>
        <source>H&amp;eal the box</source>
        <translation>Napraw &amp;obszar widma</translation>
    </message>
    <message>
        <source>Bring the box down to what is before and after it</source>
        <translation>Ścisz obszar widma do poziomu tego, co jest przed nim i po nim</translation>
    </message>
    <message>
        <source>Re&amp;peat the last effect</source>
        <translation>Powtórz ostatni &amp;efekt</translation>
    </message>
    <message>
        <source>Once more, with the same settings, on what is selected now</source>
        <translation>Jeszcze raz, z tymi samymi ustawieniami, na obecnym zaznaczeniu</translation>
    </message>
    <message>
        <source>Compare &amp;with and without</source>
        <translation>Porównaj z efektem i &amp;bez</translation>
    </message>
    <message>
        <source>While a preview plays: hear it without the effect, at the same place</source>
        <translation>Podczas podglądu: usłysz to samo miejsce bez efektu</translation>
    </message>
    <message>
        <source>Take effects &amp;off</source>
        <translation>Zde&amp;jmij efekty</translation>
    </message>
    <message>
        <source>The selection, or the whole recording, as it was recorded</source>
        <translation>Zaznaczenie albo całe nagranie znów takie, jak nagrano</translation>
    </message>
    <message>
        <source>&amp;Record</source>
        <translation>&amp;Nagraj</translation>
    </message>
    <message>
        <source>Record at the end of this recording; again: stop</source>
        <translation>Nagraj na końcu tego nagrania; ponownie: zatrzymaj</translation>
    </message>
    <message>
        <source>Record a &amp;new one</source>
        <translation>Nagraj &amp;jako nowe</translation>
    </message>
    <message>
        <source>Record a new recording beside this one</source>
        <translation>Zrób nowe nagranie obok tego</translation>
    </message>
    <message>
        <source>Punc&amp;h and roll</source>
        <translation>Dogrywka (punc&amp;h and roll)</translation>
    </message>
    <message>
        <source>Play a little before the cursor, then record over what follows it; needs headphones</source>
        <translation>Odtwórz chwilę przed kursorem, potem nagraj w miejsce tego, co po nim; wymaga słuchawek</translation>
    </message>
    <message>
        <source>Record&amp;ing panel</source>
        <translation>Panel nagr&amp;ywania</translation>
    </message>
    <message>
        <source>Choose an input and see its level</source>
        <translation>Wybierz wejście i zobacz jego poziom</translation>
    </message>
    <message>
        <source>Waveform, both or spectrogram</source>
        <translation>Przebieg, oba lub spektrogram</translation>
    </message>
    <message>
        <source>One press: the waveform, then both, then the spectrogram alone</source>
        <translation>Kolejne naciśnięcia: przebieg, oba, sam spektrogram</translation>
    </message>
    <message>
        <source>&amp;Waveform</source>
        <translation>P&amp;rzebieg</translation>
    </message>
    <message>
        <source>Waveform and spectrogram</source>
        <translation>Przebieg i spektrogram</translation>
    </message>
    <message>
        <source>Spectrogram</source>
        <translation>&amp;Spektrogram</translation>
    </message>
    <message>
        <source>Spectrogram s&amp;ettings…</source>
        <translation>Ustaw&amp;ienia spektrogramu…</translation>
    </message>
    <message>
        <source>Levels in d&amp;B</source>
        <translation>Poziomy w d&amp;B</translation>
    </message>
    <message>
        <source>Shows what is quiet as well as what is loud</source>
        <translation>Pokazuje ciche miejsca równie dobrze jak głośne</translation>
    </message>
    <message>
        <source>Zoom in vertically</source>
        <translation>Powiększ w pionie</translation>
    </message>
    <message>
        <source>Zoom out vertically</source>
        <translation>Pomniejsz w pionie</translation>
    </message>
    <message>
        <source>Whole &amp;height</source>
        <translation>Cała w&amp;ysokość</translation>
    </message>
    <message>
        <source>Select fre&amp;quencies</source>
        <translation>Zaznacz &amp;częstotliwości</translation>
    </message>
    <message>
        <source>Dragging over the spectrogram selects time and frequencies</source>
        <translation>Przeciąganie po spektrogramie zaznacza czas i częstotliwości</translation>
    </message>
    <message>
        <source>Snap to zero crossings</source>
        <translation>Przyciągaj do przejść przez zero</translation>
    </message>
    <message>
        <source>Edges go to where the sound passes through zero, unless Alt is held</source>
        <translation>Krawędzie trafiają tam, gdzie dźwięk przechodzi przez zero, chyba że trzymasz Alt</translation>
    </message>
    <message>
        <source>Next stretch</source>
        <translation>Następny odcinek</translation>
    </message>
    <message>
        <source>Select up to the next cut, split, mark or label</source>
        <translation>Zaznacz do następnego cięcia, podziału, znacznika lub etykiety</translation>
    </message>
    <message>
        <source>Previous stretch</source>
        <translation>Poprzedni odcinek</translation>
    </message>
    <message>
        <source>Select back to the cut, split, mark or label before</source>
        <translation>Zaznacz wstecz do poprzedniego cięcia, podziału, znacznika lub etykiety</translation>
    </message>
    <message>
        <source>Zoom to&amp;ggle</source>
        <translation>Zbliżenie / c&amp;ałość</translation>
    </message>
    <message>
        <source>From the close view to the whole recording, and back</source>
        <translation>Ze zbliżenia do całego nagrania i z powrotem</translation>
    </message>
    <message>
        <source>What the marks mean…</source>
        <translation>&amp;Legenda znaczników…</translation>
    </message>
</context>
<context>
    <name>core</name>
    <message>
        <source>A gain must be between -120 and 40 dB.</source>
        <translation>Wzmocnienie musi mieścić się między -120 a 40 dB.</translation>
    </message>
    <message>
        <source>A large network: exact, very slow without a GPU.</source>
        <translation>Duża sieć: dokładna, bez karty graficznej bardzo powolna.</translation>
    </message>
    <message>
        <source>A sample rate of {rate} Hz is not possible.</source>
        <translation>Częstotliwość próbkowania {rate} Hz nie jest możliwa.</translation>
    </message>
    <message>
        <source>A small network: fast, good on singing and speech.</source>
        <translation>Mała sieć: szybka, dobra do śpiewu i mowy.</translation>
    </message>
    <message>
        <source>About {hours} h {minutes} min for {steps} steps, until {end}.</source>
        <translation>Około {hours} godz. {minutes} min; kroki: {steps}; koniec: {end}.</translation>
    </message>
    <message>
        <source>About {minutes} min for {steps} steps, until {end}.</source>
        <translation>Około {minutes} min; kroki: {steps}; koniec: {end}.</translation>
    </message>
    <message>
        <source>About {need} GB of memory are needed and {free} GB are free; the computer may become slow.</source>
        <translation>Potrzeba około {need} GB pamięci, a wolne jest {free} GB; komputer może zwolnić.</translation>
    </message>
    <message>
        <source>About {need} GB of memory are needed; {free} GB are free.</source>
        <translation>Potrzeba około {need} GB pamięci; wolne: {free} GB.</translation>
    </message>
    <message>
        <source>About {need} GB will be written and only {free} GB are free; make room first.</source>
        <translation>Zapis zajmie około {need} GB, a wolne jest tylko {free} GB; najpierw zwolnij miejsce.</translation>
    </message>
    <message>
        <source>About {need} GB will be written, nearly all of the {free} GB that are free.</source>
        <translation>Zapis zajmie około {need} GB, prawie całe wolne miejsce ({free} GB).</translation>
    </message>
    <message>
        <source>About {need} GB will be written; {free} GB are free.</source>
        <translation>Zapis zajmie około {need} GB; wolne: {free} GB.</translation>
    </message>
    <message>
        <source>Accept all marks</source>
        <translation>Zatwierdź wszystkie znaczniki</translation>
    </message>
    <message>
        <source>Accept mark</source>
        <translation>Zatwierdź znacznik</translation>
    </message>
    <message>
        <source>All that is kept can be used.</source>
        <translation>Wszystkiego, co zostaje, można użyć.</translation>
    </message>
    <message>
        <source>An index needs features of 256, 512 or 768 numbers, not {shape}.</source>
        <translation>Indeks wymaga cech złożonych z 256, 512 lub 768 liczb, a nie {shape}.</translation>
    </message>
    <message>
        <source>An option is missing: {reason}.</source>
        <translation>Brakuje opcji: {reason}.</translation>
    </message>
    <message>
        <source>Another start for RVC v2 training at {rate} kHz with pitch, trained by other people; choose it as the base model on the Train page.</source>
        <translation>Inny punkt wyjścia do treningu RVC v2 {rate} kHz z tonem podstawowym, przygotowany przez inne osoby; wybierz go jako model bazowy na stronie „Trening”.</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Jak w systemie</translation>
    </message>
    <message>
        <source>Autocorrelation: the fastest, for clean recordings.</source>
        <translation>Autokorelacja: najszybsza, do czystych nagrań.</translation>
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
        <translation>Ograniczone pasmo</translation>
    </message>
    <message>
        <source>Base model</source>
        <translation>Model bazowy</translation>
    </message>
    <message>
        <source>Batch size {size}</source>
        <translation>Wielkość partii {size}</translation>
    </message>
    <message>
        <source>Battery</source>
        <translation>Bateria</translation>
    </message>
    <message>
        <source>Breath</source>
        <translation>Oddech</translation>
    </message>
    <message>
        <source>CREPE&apos;s small network: less exact, faster.</source>
        <translation>Mała sieć CREPE: mniej dokładna, szybsza.</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Anulowano.</translation>
    </message>
    <message>
        <source>Chirp</source>
        <translation>Pisk</translation>
    </message>
    <message>
        <source>Choose channel</source>
        <translation>Wybierz kanał</translation>
    </message>
    <message>
        <source>Click</source>
        <translation>Trzask</translation>
    </message>
    <message>
        <source>Clipped</source>
        <translation>Przester</translation>
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
        <translation>Porównywanie kanałów</translation>
    </message>
    <message>
        <source>Compute device</source>
        <translation>Urządzenie obliczeniowe</translation>
    </message>
    <message>
        <source>ContentVec content model</source>
        <translation>ContentVec – model treści</translation>
    </message>
    <message>
        <source>Converting</source>
        <translation>Konwersja</translation>
    </message>
    <message>
        <source>Copy recordings into the project</source>
        <translation>Kopiuj nagrania do projektu</translation>
    </message>
    <message>
        <source>Copying the recording</source>
        <translation>Kopiowanie nagrania</translation>
    </message>
    <message>
        <source>Cough</source>
        <translation>Kaszel</translation>
    </message>
    <message>
        <source>Covers</source>
        <translation>Covery</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>Wytnij</translation>
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
        <source>Decoded copies of compressed recordings</source>
        <translation>Zdekodowane kopie skompresowanych nagrań</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Urządzenie</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Dysk</translation>
    </message>
    <message>
        <source>Draft (any computer)</source>
        <translation>Szkic (każdy komputer)</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Duplikat</translation>
    </message>
    <message>
        <source>Each is made again when its recording is opened next; the recording itself stays.</source>
        <translation>Każda powstanie ponownie przy następnym otwarciu nagrania; samo nagranie zostaje.</translation>
    </message>
    <message>
        <source>Earlier voices of {run}</source>
        <translation>Wcześniejsze głosy z treningu {run}</translation>
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
        <source>Everything that this preset needs is here.</source>
        <translation>Jest wszystko, czego wymaga ten preset.</translation>
    </message>
    <message>
        <source>Find silence</source>
        <translation>Znajdź ciszę</translation>
    </message>
    <message>
        <source>Finding the pitch</source>
        <translation>Wyznaczanie wysokości dźwięku</translation>
    </message>
    <message>
        <source>For recordings that hold nothing above 16 kHz; a little faster.</source>
        <translation>Do nagrań, które nie zawierają nic powyżej 16 kHz; trochę szybszy.</translation>
    </message>
    <message>
        <source>Full saves of {run}</source>
        <translation>Pełne zapisy treningu {run}</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Ogólne</translation>
    </message>
    <message>
        <source>How the voice sounded at each save; the newest preview and the original phrase stay.</source>
        <translation>Brzmienie głosu przy każdym zapisie; najnowszy podgląd i oryginalna fraza zostają.</translation>
    </message>
    <message>
        <source>Hum</source>
        <translation>Przydźwięk</translation>
    </message>
    <message>
        <source>It is too early to tell: {count} epochs were measured, and from one to the next the loss on held-out pieces varies by {percent} %.</source>
        <translation>Za wcześnie na ocenę: zmierzone epoki: {count}, a strata na fragmentach kontrolnych waha się między nimi o {percent}%.</translation>
    </message>
    <message>
        <source>It says neither yes nor no about pitch.</source>
        <translation>Nie podaje, czy używa tonu podstawowego.</translation>
    </message>
    <message>
        <source>It was trained with the content encoder {content}, which RVC Desk does not have; it will not sound right with another.</source>
        <translation>Wytrenowano go z enkoderem treści {content}, którego RVC Desk nie ma; z innym nie zabrzmi dobrze.</translation>
    </message>
    <message>
        <source>It was trained with the vocoder {vocoder}, which only Applio has; RVC Desk reads voices made with HiFi-GAN.</source>
        <translation>Wytrenowano go z wokoderem {vocoder}, który ma tylko Applio; RVC Desk czyta głosy utworzone z HiFi-GAN.</translation>
    </message>
    <message>
        <source>Keep only</source>
        <translation>Przytnij do zaznaczenia</translation>
    </message>
    <message>
        <source>Keep the computer awake while a voice trains</source>
        <translation>Nie usypiaj komputera podczas treningu</translation>
    </message>
    <message>
        <source>Knock</source>
        <translation>Stuk</translation>
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
        <translation>Wiersz {line} w pliku {file} nie jest etykietą.</translation>
    </message>
    <message>
        <source>Listening to what is said</source>
        <translation>Rozpoznawanie treści</translation>
    </message>
    <message>
        <source>Loading the voice</source>
        <translation>Wczytywanie głosu</translation>
    </message>
    <message>
        <source>Looking at the recordings</source>
        <translation>Sprawdzanie nagrań</translation>
    </message>
    <message>
        <source>Looking for silence</source>
        <translation>Szukanie ciszy</translation>
    </message>
    <message>
        <source>Made again, in minutes, when a training goes on or a save is made the voice.</source>
        <translation>Powstaną ponownie w kilka minut przy wznowieniu treningu albo ustawieniu zapisu jako głosu.</translation>
    </message>
    <message>
        <source>Made again, in seconds, when a recording is opened next.</source>
        <translation>Powstaną ponownie w kilka sekund przy następnym otwarciu nagrania.</translation>
    </message>
    <message>
        <source>Making room</source>
        <translation>Zwalnianie miejsca</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Pamięć</translation>
    </message>
    <message>
        <source>Model files</source>
        <translation>Pliki modeli</translation>
    </message>
    <message>
        <source>Music</source>
        <translation>Muzyka</translation>
    </message>
    <message>
        <source>Music under speech</source>
        <translation>Muzyka pod mową</translation>
    </message>
    <message>
        <source>No base model for {preset}: the training starts from nothing and needs much longer.</source>
        <translation>Brak modelu bazowego dla presetu {preset}: trening zaczyna od zera i potrwa znacznie dłużej.</translation>
    </message>
    <message>
        <source>No network: fast, for clean recordings.</source>
        <translation>Bez sieci: szybka, do czystych nagrań.</translation>
    </message>
    <message>
        <source>No network: slow, finds low and breathy notes.</source>
        <translation>Bez sieci: powolna, znajduje niskie i szeptane dźwięki.</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>Szum</translation>
    </message>
    <message>
        <source>Not looked at: there is no device to compute with.</source>
        <translation>Nie sprawdzono: nie ma urządzenia do obliczeń.</translation>
    </message>
    <message>
        <source>Nothing has to be fetched for this preset.</source>
        <translation>Do tego presetu nie trzeba niczego pobierać.</translation>
    </message>
    <message>
        <source>Nothing in the recordings can be used for training.</source>
        <translation>W nagraniach nie ma nic, na czym można trenować.</translation>
    </message>
    <message>
        <source>Nothing in the recordings can be used: every piece is too short, silent or broken.</source>
        <translation>W nagraniach nie ma nic użytecznego: każdy fragment jest za krótki, cichy lub uszkodzony.</translation>
    </message>
    <message>
        <source>Nothing was measured after step {step}: the device&apos;s memory was full.</source>
        <translation>Po kroku {step} niczego nie zmierzono: zabrakło pamięci urządzenia.</translation>
    </message>
    <message>
        <source>On battery, at {percent} %: plug the computer in, training empties it quickly.</source>
        <translation>Praca na baterii ({percent}%): podłącz zasilacz, trening szybko ją rozładuje.</translation>
    </message>
    <message>
        <source>On: it does not fall asleep by itself before the training ends; the screen still goes dark.</source>
        <translation>Włączone: komputer sam nie zaśnie przed końcem treningu; ekran nadal się wygasza.</translation>
    </message>
    <message>
        <source>On: the project holds its own copy. Off: it points at the file where it lies.</source>
        <translation>Włączone: projekt ma własną kopię. Wyłączone: projekt wskazuje plik tam, gdzie leży.</translation>
    </message>
    <message>
        <source>Only TensorBoard misses them; the curves here stay.</source>
        <translation>Zabraknie ich tylko w TensorBoard; krzywe w programie zostają.</translation>
    </message>
    <message>
        <source>Only for training this run on from an earlier step; the newest is kept for that.</source>
        <translation>Służą tylko do wznowienia treningu od wcześniejszego kroku; najnowszy zapis do tego zostaje.</translation>
    </message>
    <message>
        <source>Only for training this run on, which cannot be done without; the voices stay.</source>
        <translation>Służy tylko do dalszego treningu, który bez niego nie jest możliwy; głosy zostają.</translation>
    </message>
    <message>
        <source>Only {seconds} s of voice: enough to try a training, not for a good voice; 10 minutes are.</source>
        <translation>Tylko {seconds} s głosu: wystarczy do próby, ale nie na dobry głos; ten wymaga 10 minut.</translation>
    </message>
    <message>
        <source>Playback device</source>
        <translation>Urządzenie odtwarzania</translation>
    </message>
    <message>
        <source>Playback stopped because the sound could not be read; the log says why.</source>
        <translation>Odtwarzanie zatrzymano, bo nie udało się odczytać dźwięku; powód jest w dzienniku.</translation>
    </message>
    <message>
        <source>Playback volume, 0 to 1.</source>
        <translation>Głośność odtwarzania, od 0 do 1.</translation>
    </message>
    <message>
        <source>Plugged in; the battery is at {percent} %.</source>
        <translation>Zasilacz podłączony; bateria: {percent}%.</translation>
    </message>
    <message>
        <source>Prepared</source>
        <translation>Przygotowano</translation>
    </message>
    <message>
        <source>Prepared pieces of the recordings</source>
        <translation>Przygotowane fragmenty nagrań</translation>
    </message>
    <message>
        <source>Preparing recordings</source>
        <translation>Przygotowywanie nagrań</translation>
    </message>
    <message>
        <source>Previews of {run}</source>
        <translation>Podglądy z treningu {run}</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Procesor</translation>
    </message>
    <message>
        <source>Quiet</source>
        <translation>Za cicho</translation>
    </message>
    <message>
        <source>RMVPE pitch model</source>
        <translation>RMVPE – model tonu podstawowego</translation>
    </message>
    <message>
        <source>RVC v1, 32 kHz</source>
        <translation>RVC v1, 32 kHz</translation>
    </message>
    <message>
        <source>RVC v1, 40 kHz</source>
        <translation>RVC v1, 40 kHz</translation>
    </message>
    <message>
        <source>RVC v1, 48 kHz</source>
        <translation>RVC v1, 48 kHz</translation>
    </message>
    <message>
        <source>RVC v2, 32 kHz</source>
        <translation>RVC v2, 32 kHz</translation>
    </message>
    <message>
        <source>RVC v2, 40 kHz</source>
        <translation>RVC v2, 40 kHz</translation>
    </message>
    <message>
        <source>RVC v2, 48 kHz</source>
        <translation>RVC v2, 48 kHz</translation>
    </message>
    <message>
        <source>Reading audio</source>
        <translation>Wczytywanie dźwięku</translation>
    </message>
    <message>
        <source>Recording quality</source>
        <translation>Jakość nagrań</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>Nagrania</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Przywróć wycięte</translation>
    </message>
    <message>
        <source>Reverberation</source>
        <translation>Pogłos</translation>
    </message>
    <message>
        <source>Save every {count} epochs</source>
        <translation>Zapisuj co {count} ep.</translation>
    </message>
    <message>
        <source>Second speaker</source>
        <translation>Drugi mówca</translation>
    </message>
    <message>
        <source>Several voices are called {voice}; give the path of the one you mean.</source>
        <translation>Kilka głosów nazywa się {voice}; podaj ścieżkę tego właściwego.</translation>
    </message>
    <message>
        <source>Silence</source>
        <translation>Cisza</translation>
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
        <translation>Dźwięk odtwarza urządzenie {device}.</translation>
    </message>
    <message>
        <source>Splits a song into vocals and accompaniment, more thoroughly.</source>
        <translation>Rozdziela utwór na wokal i akompaniament, dokładniej.</translation>
    </message>
    <message>
        <source>Start from the base model</source>
        <translation>Zacznij od modelu bazowego</translation>
    </message>
    <message>
        <source>Step {step} changed nothing: its losses or gradients were no numbers.</source>
        <translation>Krok {step} niczego nie zmienił: jego straty lub gradienty nie były liczbami.</translation>
    </message>
    <message>
        <source>Step {step} is not saved yet; the training goes on and tries again in a minute.</source>
        <translation>Kroku {step} jeszcze nie zapisano; trening trwa dalej i ponowi próbę za minutę.</translation>
    </message>
    <message>
        <source>Take the draft preset</source>
        <translation>Użyj presetu „Szkic”</translation>
    </message>
    <message>
        <source>TensorBoard files of {run}</source>
        <translation>Pliki TensorBoard z treningu {run}</translation>
    </message>
    <message>
        <source>The PortAudio library is missing, so playback is off; install it and start again.</source>
        <translation>Brakuje biblioteki PortAudio, więc odtwarzanie nie działa; zainstaluj ją i uruchom program ponownie.</translation>
    </message>
    <message>
        <source>The base model {file} does not exist; choose another.</source>
        <translation>Model bazowy {file} nie istnieje; wybierz inny.</translation>
    </message>
    <message>
        <source>The base model {file} does not fit the preset {preset} (at {key}); choose the one made for it.</source>
        <translation>Model bazowy {file} nie pasuje do presetu {preset} (element {key}); wybierz ten, który dla niego powstał.</translation>
    </message>
    <message>
        <source>The check did not work</source>
        <translation>Sprawdzenie się nie powiodło</translation>
    </message>
    <message>
        <source>The device&apos;s memory is full: inner values are computed twice now.</source>
        <translation>Brakuje pamięci urządzenia: wartości pośrednie są teraz obliczane dwa razy.</translation>
    </message>
    <message>
        <source>The device&apos;s memory is full: {items} items at once from now on, the batch stays as it is.</source>
        <translation>Brakuje pamięci urządzenia: liczba fragmentów naraz to od teraz {items}, partia pozostaje bez zmian.</translation>
    </message>
    <message>
        <source>The finished voice</source>
        <translation>Gotowy głos</translation>
    </message>
    <message>
        <source>The folder {file} is not a HuBERT model folder; it needs config.json and {weights}.</source>
        <translation>Folder {file} nie jest folderem modelu HuBERT; musi zawierać config.json i {weights}.</translation>
    </message>
    <message>
        <source>The index of {run}</source>
        <translation>Indeks treningu {run}</translation>
    </message>
    <message>
        <source>The loss on held-out pieces has hardly changed since epoch {epoch} ({loss}): little is gained by going on.</source>
        <translation>Strata na fragmentach kontrolnych prawie się nie zmienia od epoki {epoch} ({loss}): dalszy trening niewiele da.</translation>
    </message>
    <message>
        <source>The loss on held-out pieces is still falling (by {percent} % over the last {epochs} epochs): train on.</source>
        <translation>Strata na fragmentach kontrolnych wciąż spada (o {percent}% przez ostatnie {epochs} ep.): trenuj dalej.</translation>
    </message>
    <message>
        <source>The loss on held-out pieces was lowest around epoch {epoch} ({loss}) and has risen by {percent} % since: training on makes the voice repeat the recordings.</source>
        <translation>Strata na fragmentach kontrolnych była najniższa około epoki {epoch} ({loss}), potem wzrosła o {percent}%: przy dalszym treningu głos będzie powtarzał nagrania.</translation>
    </message>
    <message>
        <source>The losses were no longer numbers for {count} steps on end, up to step {step}; resume from the last save, or start anew with precision fp32 or another seed.</source>
        <translation>Straty przestały być liczbami (kolejne kroki: {count}, do kroku {step}); wznów od ostatniego zapisu albo zacznij od nowa z precyzją fp32 lub innym ziarnem.</translation>
    </message>
    <message>
        <source>The memory of {device} is too small to train {preset}; close other programs, or choose the draft preset.</source>
        <translation>Urządzenie {device} ma za mało pamięci, aby trenować {preset}; zamknij inne programy albo wybierz preset „Szkic”.</translation>
    </message>
    <message>
        <source>The networks held values that are no numbers at step {step}; nothing was saved. Resume from the last save, or start anew with precision fp32.</source>
        <translation>W kroku {step} sieci zawierały wartości, które nie są liczbami; niczego nie zapisano. Wznów od ostatniego zapisu albo zacznij od nowa z precyzją fp32.</translation>
    </message>
    <message>
        <source>The newest and the best voice of {run}</source>
        <translation>Najnowszy i najlepszy głos z treningu {run}</translation>
    </message>
    <message>
        <source>The newest full save of {run}</source>
        <translation>Najnowszy pełny zapis treningu {run}</translation>
    </message>
    <message>
        <source>The precision must be one of {known}, not {value}.</source>
        <translation>Precyzja musi być jedną z: {known}, a nie {value}.</translation>
    </message>
    <message>
        <source>The processor computes: {name}.</source>
        <translation>Liczy procesor: {name}.</translation>
    </message>
    <message>
        <source>The recording {name} could not be prepared ({reason}); what was prepared before it is kept.</source>
        <translation>Nie udało się przygotować nagrania {name} ({reason}); to, co przygotowano wcześniej, zostaje.</translation>
    </message>
    <message>
        <source>The run goes on from here.</source>
        <translation>Od tego miejsca trening rusza dalej.</translation>
    </message>
    <message>
        <source>The run {folder} lies outside a project, which the voice would belong to; copy it into the runs folder of one.</source>
        <translation>Trening {folder} leży poza projektem, do którego należałby głos; skopiuj go do folderu runs w projekcie.</translation>
    </message>
    <message>
        <source>The run {name} has done {done} epochs; ask for more than that in all.</source>
        <translation>Trening {name} ma za sobą {done} ep.; podaj większą łączną liczbę epok.</translation>
    </message>
    <message>
        <source>The run {name} has no save to go on from (its large saves may have been cleared away); start a new run.</source>
        <translation>Trening {name} nie ma zapisu, od którego można ruszyć dalej (pełne zapisy mogły zostać usunięte); rozpocznij nowy.</translation>
    </message>
    <message>
        <source>The run {name} is being trained and uses these files; wait for its end, or pause it.</source>
        <translation>Trening {name} trwa i używa tych plików; poczekaj na jego koniec albo go wstrzymaj.</translation>
    </message>
    <message>
        <source>The run {name} is being trained on {host}.</source>
        <translation>Trening {name} trwa na {host}.</translation>
    </message>
    <message>
        <source>The time cannot be told without recordings.</source>
        <translation>Bez nagrań nie można podać czasu.</translation>
    </message>
    <message>
        <source>The time of a step was not measured.</source>
        <translation>Nie zmierzono czasu kroku.</translation>
    </message>
    <message>
        <source>The time of a step was not measured: there is not enough memory for it.</source>
        <translation>Nie zmierzono czasu kroku: brakuje na to pamięci.</translation>
    </message>
    <message>
        <source>The training failed ({reason}); the last save is kept; log.txt in {folder} says more.</source>
        <translation>Trening się nie powiódł ({reason}); ostatni zapis pozostał, a więcej mówi log.txt w {folder}.</translation>
    </message>
    <message>
        <source>The training process ended unexpectedly (code {code}); Resume goes on from the last save. Log: {log}</source>
        <translation>Proces treningu zakończył się nieoczekiwanie (kod {code}); „Wznów trening” kontynuuje od ostatniego zapisu. Dziennik: {log}</translation>
    </message>
    <message>
        <source>The trial steps failed ({reason}).</source>
        <translation>Kroki próbne się nie powiodły ({reason}).</translation>
    </message>
    <message>
        <source>There are no recordings in {path} that can be used.</source>
        <translation>W {path} nie ma nagrań, których można użyć.</translation>
    </message>
    <message>
        <source>There are no recordings to look at.</source>
        <translation>Nie ma nagrań do sprawdzenia.</translation>
    </message>
    <message>
        <source>There is no preview of step {step}: the device&apos;s memory was full.</source>
        <translation>Nie ma podglądu z kroku {step}: zabrakło pamięci urządzenia.</translation>
    </message>
    <message>
        <source>There is no voice of step {step} in the run {name}; choose another save.</source>
        <translation>W treningu {name} nie ma głosu z kroku {step}; wybierz inny zapis.</translation>
    </message>
    <message>
        <source>They cannot be made the voice any more; the newest, the best and the project&apos;s stay.</source>
        <translation>Po usunięciu nie da się ich ustawić jako głosu; najnowszy, najlepszy i głos projektu zostają.</translation>
    </message>
    <message>
        <source>This computer runs from the mains.</source>
        <translation>Ten komputer pracuje na zasilaniu sieciowym.</translation>
    </message>
    <message>
        <source>This could not be looked at ({reason}).</source>
        <translation>Nie udało się tego sprawdzić ({reason}).</translation>
    </message>
    <message>
        <source>This preset is made to start from nothing.</source>
        <translation>Ten preset z założenia zaczyna od zera.</translation>
    </message>
    <message>
        <source>This run was started with {name} {stored}, not {given}; leave it out to resume, or start a new one.</source>
        <translation>Ten trening rozpoczęto z {name} {stored}, a nie {given}; pomiń tę opcję, aby wznowić, albo rozpocznij nowy.</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Czas</translation>
    </message>
    <message>
        <source>Train {count} epochs</source>
        <translation>Trenuj {count} ep.</translation>
    </message>
    <message>
        <source>Train {count} steps</source>
        <translation>Liczba kroków: {count}</translation>
    </message>
    <message>
        <source>Use the fastest one</source>
        <translation>Użyj najszybszego</translation>
    </message>
    <message>
        <source>Waveform pictures and summaries</source>
        <translation>Obrazy przebiegów i podsumowania</translation>
    </message>
    <message>
        <source>What the run has taught so far.</source>
        <translation>To, czego trening dotąd nauczył.</translation>
    </message>
    <message>
        <source>What the trainings were for.</source>
        <translation>To, czemu służyły treningi.</translation>
    </message>
    <message>
        <source>What the voice is learnt from; the project has no other copy.</source>
        <translation>Z nich uczy się głos; projekt nie ma innej kopii.</translation>
    </message>
    <message>
        <source>What you have made with voices; delete them where they lie.</source>
        <translation>Powstały z użyciem głosów; usuwaj je tam, gdzie leżą.</translation>
    </message>
    <message>
        <source>a long pause (below -42 dB)</source>
        <translation>długa pauza (poniżej -42 dB)</translation>
    </message>
    <message>
        <source>impossible widths</source>
        <translation>niemożliwe szerokości</translation>
    </message>
    <message>
        <source>its content or pitch came out as no number</source>
        <translation>treść lub ton podstawowy nie są liczbami</translation>
    </message>
    <message>
        <source>sent the file compressed, which was not asked for</source>
        <translation>plik przyszedł skompresowany, choć tego nie żądano</translation>
    </message>
    <message>
        <source>{card} is in this computer, but PyTorch finds no driver that works; update NVIDIA&apos;s driver.</source>
        <translation>W tym komputerze jest {card}, ale PyTorch nie znajduje działającego sterownika; zaktualizuj sterownik NVIDIA.</translation>
    </message>
    <message>
        <source>{card} is in this computer, but the PyTorch that is installed here does not use it.</source>
        <translation>W tym komputerze jest {card}, ale zainstalowany tu PyTorch z niej nie korzysta.</translation>
    </message>
    <message>
        <source>{card} is in this computer, but this PyTorch only uses the processor; install the other one: {command}</source>
        <translation>W tym komputerze jest {card}, ale ten PyTorch używa tylko procesora; zainstaluj inny: {command}</translation>
    </message>
    <message>
        <source>{clip} is overdriven ({percent} % of it at full scale): the voice learns the crackle.</source>
        <translation>{clip}: przesterowanie (pełna skala przez {percent}% czasu); głos uczy się trzasków.</translation>
    </message>
    <message>
        <source>{clip} is very quiet (at most {db} dB): its noise is learnt with it.</source>
        <translation>{clip}: bardzo cicho (najwyżej {db} dB); głos uczy się także szumu.</translation>
    </message>
    <message>
        <source>{clip} is {percent} % silence, which teaches nothing; cut it out.</source>
        <translation>{clip}: {percent}% to cisza, która niczego nie uczy; wytnij ją.</translation>
    </message>
    <message>
        <source>{count} files are in use by another program and stay.</source>
        <translation>Pliki używane przez inny program, które zostają: {count}.</translation>
    </message>
    <message>
        <source>{count} processes cannot share batches of {items}; use fewer, or a larger batch.</source>
        <translation>Partii wielkości {items} nie da się podzielić na tyle procesów ({count}); użyj mniejszej ich liczby albo większej partii.</translation>
    </message>
    <message>
        <source>{file} ({title}) is as it was imported; it is not the published file.</source>
        <translation>Plik {file} ({title}) jest taki, jak przy imporcie; nie jest to opublikowany plik.</translation>
    </message>
    <message>
        <source>{file} ({title}) is as published.</source>
        <translation>Plik {file} ({title}) jest taki jak opublikowany.</translation>
    </message>
    <message>
        <source>{file} ({title}) is damaged; fetch or import it again.</source>
        <translation>Plik {file} ({title}) jest uszkodzony; pobierz go lub zaimportuj ponownie.</translation>
    </message>
    <message>
        <source>{file} ({title}) is not here.</source>
        <translation>Nie ma tu pliku {file} ({title}).</translation>
    </message>
    <message>
        <source>{file} does not hold Resemblyzer&apos;s speaker encoder.</source>
        <translation>Plik {file} nie zawiera enkodera mówcy Resemblyzer.</translation>
    </message>
    <message>
        <source>{file} has no final_proj, which voices of version 1 need; get the ContentVec content model in Voices &gt; Models.</source>
        <translation>Plik {file} nie ma warstwy final_proj, której wymagają głosy w wersji 1; pobierz model treści ContentVec w „Głosy &gt; Modele”.</translation>
    </message>
    <message>
        <source>{file} holds numbers that are not finite or far too large; build the index again.</source>
        <translation>Plik {file} zawiera liczby, które nie są skończone albo są o wiele za duże; zbuduj indeks ponownie.</translation>
    </message>
    <message>
        <source>{file} holds weights that its configuration does not have ({count}, such as {weight}); it is not the voice it says it is.</source>
        <translation>Plik {file} zawiera wagi, których nie ma w jego konfiguracji (liczba: {count}, np. {weight}); nie jest tym głosem, za który się podaje.</translation>
    </message>
    <message>
        <source>{file} holds {count} voice files, more than {most}; unpack it and import what you need.</source>
        <translation>Liczba plików głosów w {file} to {count}, więcej niż {most}; rozpakuj archiwum i zaimportuj to, czego potrzebujesz.</translation>
    </message>
    <message>
        <source>{file} holds {count} weights that RMVPE does not have (such as {weight}); get rmvpe.pt again.</source>
        <translation>Plik {file} zawiera wagi, których RMVPE nie ma (liczba: {count}, np. {weight}); pobierz rmvpe.pt ponownie.</translation>
    </message>
    <message>
        <source>{file} holds {weight} as {found} where RMVPE needs {wanted}; it is damaged or altered.</source>
        <translation>W pliku {file} waga {weight} ma postać {found}, a RMVPE wymaga {wanted}; plik jest uszkodzony lub zmieniony.</translation>
    </message>
    <message>
        <source>{file} holds {weight} in the shape {shape}, which does not fit the rest; download it again.</source>
        <translation>W pliku {file} waga {weight} ma kształt {shape}, który nie pasuje do reszty; pobierz plik ponownie.</translation>
    </message>
    <message>
        <source>{file} holds {weight} twice; download it again.</source>
        <translation>Plik {file} zawiera {weight} dwukrotnie; pobierz go ponownie.</translation>
    </message>
    <message>
        <source>{file} is a HuBERT of a kind that no RVC voice was trained with ({what}); choose a base model like hubert_base.pt.</source>
        <translation>{file} to HuBERT w odmianie, z którą nie trenowano żadnego głosu RVC ({what}); wybierz model typu base, np. hubert_base.pt.</translation>
    </message>
    <message>
        <source>{file} is a damaged safetensors file; copy or download it again.</source>
        <translation>{file} to uszkodzony plik safetensors; skopiuj lub pobierz go ponownie.</translation>
    </message>
    <message>
        <source>{file} is a faiss index of another kind ({kind}) than voices have; build it again.</source>
        <translation>{file} to indeks faiss innego rodzaju ({kind}) niż te, których używają głosy; zbuduj go ponownie.</translation>
    </message>
    <message>
        <source>{file} is a folder; choose a file in it.</source>
        <translation>{file} to folder; wybierz plik, który w nim jest.</translation>
    </message>
    <message>
        <source>{file} is a folder; give the name of a CSV file.</source>
        <translation>{file} to folder; podaj nazwę pliku CSV.</translation>
    </message>
    <message>
        <source>{file} is a leftover of macOS, not a model; choose the file without ._ before its name.</source>
        <translation>{file} to pozostałość po systemie macOS, a nie model; wybierz plik bez ._ na początku nazwy.</translation>
    </message>
    <message>
        <source>{free} GB of memory are free and at least {need} GB are needed; close other programs.</source>
        <translation>Wolne jest {free} GB pamięci, a potrzeba co najmniej {need} GB; zamknij inne programy.</translation>
    </message>
    <message>
        <source>{minutes} minutes of voice in {recordings} recordings.</source>
        <translation>{minutes} min głosu; nagrania: {recordings}.</translation>
    </message>
    <message>
        <source>{model} ({size}) is needed and not here yet.</source>
        <translation>Brakuje jeszcze potrzebnego modelu: {model} ({size}).</translation>
    </message>
    <message>
        <source>{model} and {more} more ({size}) are needed and not here yet.</source>
        <translation>Brakuje jeszcze potrzebnych modeli: {model} i innych ({more}), razem {size}.</translation>
    </message>
    <message>
        <source>{name} computes, and has been tried.</source>
        <translation>Liczy {name}; wypróbowano.</translation>
    </message>
    <message>
        <source>{title} ({file}, {size}) could not be fetched: {reasons}. {kept} of it stays here, and fetching again goes on from there; or import the file from disk in Voices &gt; Models.</source>
        <translation>Nie udało się pobrać całości: {title} ({file}, {size}). Powód: {reasons}. Zachowano {kept}; ponowne pobieranie ruszy od tego miejsca. Możesz też zaimportować plik z dysku w „Głosy &gt; Modele”.</translation>
    </message>
    <message>
        <source>{file} is a program, not a model, and was refused.</source>
        <translation>{file} to program, a nie model, i został odrzucony.</translation>
    </message>
    <message>
        <source>{file} is a training checkpoint or a base model that is not in the catalogue; name it in the Train page as the base model.</source>
        <translation>{file} to zapis stanu treningu albo model bazowy spoza katalogu; wskaż go jako model bazowy na stronie „Trening”.</translation>
    </message>
    <message>
        <source>{file} is a voice; import it among the voices, not the models.</source>
        <translation>{file} to głos; zaimportuj go wśród głosów, a nie modeli.</translation>
    </message>
    <message>
        <source>{file} is a zip archive, not a model; import it as a voice, or unpack it and choose the .pth inside.</source>
        <translation>{file} to archiwum zip, a nie model; zaimportuj je jako głos albo rozpakuj i wybierz plik .pth ze środka.</translation>
    </message>
    <message>
        <source>{file} is already in the library as {name}.</source>
        <translation>Plik {file} jest już w bibliotece jako {name}.</translation>
    </message>
    <message>
        <source>{file} is an ONNX model; RVC Desk needs the .pth that it was exported from.</source>
        <translation>{file} to model ONNX; RVC Desk potrzebuje pliku .pth, z którego go wyeksportowano.</translation>
    </message>
    <message>
        <source>{file} is an archive without a voice.</source>
        <translation>{file} to archiwum bez głosu.</translation>
    </message>
    <message>
        <source>{file} is an archive, not a model; unpack it and choose the .pth file inside.</source>
        <translation>{file} to archiwum, a nie model; rozpakuj je i wybierz plik .pth ze środka.</translation>
    </message>
    <message>
        <source>{file} is being fetched by another window or command; wait for that one.</source>
        <translation>Plik {file} pobiera już inne okno lub polecenie; poczekaj na jego koniec.</translation>
    </message>
    <message>
        <source>{file} is damaged or cannot be unpacked; copy or download it again.</source>
        <translation>Plik {file} jest uszkodzony lub nie daje się rozpakować; skopiuj lub pobierz go ponownie.</translation>
    </message>
    <message>
        <source>{file} is damaged; copy or download it again.</source>
        <translation>Plik {file} jest uszkodzony; skopiuj lub pobierz go ponownie.</translation>
    </message>
    <message>
        <source>{file} is imported as {title} on your word; it is not the published file.</source>
        <translation>Plik {file} zaimportowano za Twoją zgodą jako {title}; nie jest to opublikowany plik.</translation>
    </message>
    <message>
        <source>{file} is locked with a password; unpack it yourself and import the files.</source>
        <translation>Plik {file} jest zabezpieczony hasłem; rozpakuj go samodzielnie i zaimportuj pliki.</translation>
    </message>
    <message>
        <source>{file} is no model that RVC Desk knows.</source>
        <translation>{file} nie jest modelem znanym programowi RVC Desk.</translation>
    </message>
    <message>
        <source>{file} is not a ContentVec or HuBERT model; choose hubert_base.pt, or a folder with config.json and pytorch_model.bin.</source>
        <translation>{file} nie jest modelem ContentVec ani HuBERT; wybierz hubert_base.pt albo folder z plikami config.json i pytorch_model.bin.</translation>
    </message>
    <message>
        <source>{file} is not an RMVPE pitch model; choose rmvpe.pt.</source>
        <translation>{file} nie jest modelem tonu podstawowego RMVPE; wybierz rmvpe.pt.</translation>
    </message>
    <message>
        <source>{file} is not an index of a voice; choose another .index file.</source>
        <translation>{file} nie jest indeksem głosu; wybierz inny plik .index.</translation>
    </message>
    <message>
        <source>{file} is nothing that RVC Desk knows: no voice, index, model, sound or project.</source>
        <translation>RVC Desk nie rozpoznaje {file}: to nie głos, indeks, model, dźwięk ani projekt.</translation>
    </message>
    <message>
        <source>{file} is only a pointer of Git LFS, not the model itself; download the real file.</source>
        <translation>{file} to tylko wskaźnik Git LFS, a nie sam model; pobierz właściwy plik.</translation>
    </message>
    <message>
        <source>{file} is only an index; choose the voice&apos;s .pth or .safetensors together with it.</source>
        <translation>{file} to tylko indeks; wybierz razem z nim plik .pth lub .safetensors głosu.</translation>
    </message>
    <message>
        <source>{file} is the index of a voice; import it together with that voice.</source>
        <translation>{file} to indeks głosu; zaimportuj go razem z tym głosem.</translation>
    </message>
    <message>
        <source>{file} is the recording itself; give the result another name.</source>
        <translation>{file} to samo nagranie; nadaj wynikowi inną nazwę.</translation>
    </message>
    <message>
        <source>{file} is too long to be a pitch curve.</source>
        <translation>Plik {file} jest za długi jak na krzywą tonu.</translation>
    </message>
    <message>
        <source>{file} is {title} ({part}), which is here already.</source>
        <translation>{file} to {title} ({part}); jest tu już taki plik.</translation>
    </message>
    <message>
        <source>{file} is {title} ({part}); imported.</source>
        <translation>{file} to {title} ({part}); zaimportowano.</translation>
    </message>
    <message>
        <source>{file} lacks the weights {weight}; download it again.</source>
        <translation>W pliku {file} brakuje wag {weight}; pobierz go ponownie.</translation>
    </message>
    <message>
        <source>{file} lacks {count} of RMVPE&apos;s weights (such as {weight}); it is incomplete, get it again.</source>
        <translation>W pliku {file} brakuje wag RMVPE (liczba: {count}, np. {weight}); jest niekompletny, pobierz go ponownie.</translation>
    </message>
    <message>
        <source>{file} looks like {title}, but it is not the published file; import it only if you trust where it comes from.</source>
        <translation>{file} wygląda jak {title}, ale nie jest opublikowanym plikiem; zaimportuj go tylko wtedy, gdy ufasz jego pochodzeniu.</translation>
    </message>
    <message>
        <source>{file} needs features of {wanted} numbers, and the content encoder {encoder} that it names gives {found}; the voice cannot be used.</source>
        <translation>Głos {file} wymaga cech po {wanted} liczb, a enkoder treści {encoder}, który podaje, daje po {found}; głosu nie można użyć.</translation>
    </message>
    <message>
        <source>{file} needs more memory than there is; close other programs and try again.</source>
        <translation>Plik {file} wymaga więcej pamięci, niż jest; zamknij inne programy i spróbuj ponownie.</translation>
    </message>
    <message>
        <source>{file} needs {need} MB of memory and {free} MB are free; close other programs and try again.</source>
        <translation>Plik {file} wymaga {need} MB pamięci, a wolne jest {free} MB; zamknij inne programy i spróbuj ponownie.</translation>
    </message>
    <message>
        <source>{file} of {title} could not be read ({reason}).</source>
        <translation>Nie udało się odczytać pliku {file} ({title}): {reason}.</translation>
    </message>
    <message>
        <source>{file} says {what}, which does not fit its own weights; download the model again.</source>
        <translation>Plik {file} podaje {what}, co nie pasuje do jego własnych wag; pobierz model ponownie.</translation>
    </message>
    <message>
        <source>{file} stores {weight} as {dtype}, which no HuBERT does; it was refused.</source>
        <translation>Plik {file} przechowuje {weight} jako {dtype}, czego nie robi żaden HuBERT; został odrzucony.</translation>
    </message>
    <message>
        <source>{file} unpacks to {size} MB and the disk has less room; free some space.</source>
        <translation>Plik {file} po rozpakowaniu zajmie {size} MB, a na dysku jest mniej miejsca; zwolnij trochę.</translation>
    </message>
    <message>
        <source>{file} was not imported: the published {title} is here already.</source>
        <translation>Pliku {file} nie zaimportowano, bo opublikowany plik już tu jest ({title}).</translation>
    </message>
    <message>
        <source>{file} would be written over; choose another output.</source>
        <translation>Plik {file} zostałby nadpisany; wybierz inny plik wynikowy.</translation>
    </message>
    <message>
        <source>{first}; {rest}</source>
        <translation>{first}; {rest}</translation>
    </message>
    <message>
        <source>{folder} holds more than {most} voice files; choose the folder of one voice.</source>
        <translation>W {folder} jest za dużo plików głosów (więcej niż {most}); wybierz folder jednego głosu.</translation>
    </message>
    <message>
        <source>{name} cannot be a voice&apos;s name; leave out / \ : * ? &quot; &lt; &gt; | and end dots.</source>
        <translation>{name} nie może być nazwą głosu; pomiń znaki / \ : * ? &quot; &lt; &gt; | oraz kropki na końcu.</translation>
    </message>
    <message>
        <source>A deep network made for singing: the best choice for covers.</source>
        <translation>Głęboka sieć stworzona do śpiewu: najlepszy wybór do coverów.</translation>
    </message>
    <message>
        <source> bands</source>
        <translation> pasm</translation>
    </message>
    <message>
        <source> samples</source>
        <translation> próbek</translation>
    </message>
    <message>
        <source>&amp;By</source>
        <translation>O &amp;ile</translation>
    </message>
    <message>
        <source>&amp;Gain</source>
        <translation>Wzmo&amp;cnienie</translation>
    </message>
    <message>
        <source>24 bits</source>
        <translation>24 bity</translation>
    </message>
    <message>
        <source>32-bit float</source>
        <translation>32-bitowy float</translation>
    </message>
    <message>
        <source>32-bit float cannot overflow; 24 bits take three quarters of the room.</source>
        <translation>32-bitowy float nie może się przesterować; 24 bity zajmują o jedną czwartą mniej miejsca.</translation>
    </message>
    <message>
        <source>50 Hz</source>
        <translation>50 Hz</translation>
    </message>
    <message>
        <source>50 Hz in most of the world, 60 Hz in America</source>
        <translation>50 Hz w większości świata, 60 Hz w Ameryce</translation>
    </message>
    <message>
        <source>60 Hz</source>
        <translation>60 Hz</translation>
    </message>
    <message>
        <source>A copy: the voice has its own, and the next voice that is made gets a new one.</source>
        <translation>Kopia: głos ma własny, a następny ustawiony głos dostanie nowy.</translation>
    </message>
    <message>
        <source>A pause can be shortened to 0 to 10 seconds, or to 0 to 99 percent.</source>
        <translation>Pauzę można skrócić do 0–10 sekund albo do 0–99 procent.</translation>
    </message>
    <message>
        <source>A pitch curve belongs to one recording; convert one at a time with it.</source>
        <translation>Krzywa tonu należy do jednego nagrania; konwertuj z nią po jednym nagraniu.</translation>
    </message>
    <message>
        <source>A voice learns what processing leaves behind. Use as little as helps, compare, and cut what stays bad.</source>
        <translation>Głos uczy się także śladów obróbki. Stosuj jej jak najmniej, porównuj i wycinaj to, co nadal brzmi źle.</translation>
    </message>
    <message>
        <source>A voice needs one channel; stereo is for two microphones.</source>
        <translation>Głosowi wystarczy jeden kanał; stereo jest do dwóch mikrofonów.</translation>
    </message>
    <message>
        <source>Accept all of a kind</source>
        <translation>Zatwierdź rodzaj</translation>
    </message>
    <message>
        <source>Accepted, s</source>
        <translation>Zatwierdzone, s</translation>
    </message>
    <message>
        <source>Add label</source>
        <translation>Dodaj etykietę</translation>
    </message>
    <message>
        <source>Address of the model hub</source>
        <translation>Adres serwisu modeli</translation>
    </message>
    <message>
        <source>Amplify</source>
        <translation>Wzmocnij</translation>
    </message>
    <message>
        <source>Answered marks</source>
        <translation>Rozpatrzone znaczniki</translation>
    </message>
    <message>
        <source>Bandwidth</source>
        <translation>Pasmo</translation>
    </message>
    <message>
        <source>Base models by others</source>
        <translation>Modele bazowe innych autorów</translation>
    </message>
    <message>
        <source>Base models for training</source>
        <translation>Modele bazowe do treningu</translation>
    </message>
    <message>
        <source>Below 0: quieter</source>
        <translation>Poniżej 0: ciszej</translation>
    </message>
    <message>
        <source>By how much noise is turned down</source>
        <translation>O ile ściszyć szum</translation>
    </message>
    <message>
        <source>Checking the voice</source>
        <translation>Sprawdzanie głosu</translation>
    </message>
    <message>
        <source>Checking what is here already</source>
        <translation>Sprawdzanie, co już jest</translation>
    </message>
    <message>
        <source>Clean automatically</source>
        <translation>Oczyść automatycznie</translation>
    </message>
    <message>
        <source>Clean voice</source>
        <translation>Czysty głos</translation>
    </message>
    <message>
        <source>Clippe&amp;d from</source>
        <translation>Przeste&amp;r od</translation>
    </message>
    <message>
        <source>Clipping</source>
        <translation>Przester</translation>
    </message>
    <message>
        <source>Comparing loudness</source>
        <translation>Porównywanie głośności</translation>
    </message>
    <message>
        <source>Content models of other tools</source>
        <translation>Modele treści innych narzędzi</translation>
    </message>
    <message>
        <source>ContentVec as one file (hubert_base.pt)</source>
        <translation>ContentVec w jednym pliku (hubert_base.pt)</translation>
    </message>
    <message>
        <source>Converting the recording</source>
        <translation>Konwersja nagrania</translation>
    </message>
    <message>
        <source>Copying</source>
        <translation>Kopiowanie</translation>
    </message>
    <message>
        <source>Cut labelled audio</source>
        <translation>Wytnij dźwięk z etykietami</translation>
    </message>
    <message>
        <source>Cutting pieces as training does</source>
        <translation>Dzielenie na fragmenty jak w treningu</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Usuń</translation>
    </message>
    <message>
        <source>Delete labelled audio</source>
        <translation>Usuń dźwięk z etykietami</translation>
    </message>
    <message>
        <source>Delete the box</source>
        <translation>Usuń obszar widma</translation>
    </message>
    <message>
        <source>Detach at silences</source>
        <translation>Podziel w miejscach ciszy</translation>
    </message>
    <message>
        <source>Dry room</source>
        <translation>Brak pogłosu</translation>
    </message>
    <message>
        <source>Even loudness</source>
        <translation>Równa głośność</translation>
    </message>
    <message>
        <source>Find everything</source>
        <translation>Znajdź wszystko</translation>
    </message>
    <message>
        <source>Find it</source>
        <translation>Wykryj</translation>
    </message>
    <message>
        <source>Follows the pitch of singing, even through noise; without it the bundled FCPE does that. Its licence is what its hub page says.</source>
        <translation>Śledzi wysokość śpiewu, nawet w szumie; bez niego robi to dołączony FCPE. Licencja taka, jaką podaje jego strona w serwisie.</translation>
    </message>
    <message>
        <source>For downloads, like http://host:8080; empty means the system&apos;s, the word direct means none.</source>
        <translation>Do pobierania, np. http://host:8080; puste: jak w systemie, słowo direct: bez serwera.</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Znalezione</translation>
    </message>
    <message>
        <source>Give one project, or audio files; {folder} is a folder.</source>
        <translation>Podaj jeden projekt albo pliki dźwiękowe; {folder} to folder.</translation>
    </message>
    <message>
        <source>Going to the next mark plays it, with a little of what comes before and after.</source>
        <translation>Przejście do następnego znacznika odtwarza go z krótkim fragmentem przed nim i po nim.</translation>
    </message>
    <message>
        <source>Harmon&amp;ics</source>
        <translation>&amp;Harmoniczne</translation>
    </message>
    <message>
        <source>Heal the box</source>
        <translation>Napraw obszar widma</translation>
    </message>
    <message>
        <source>Healing takes from what is beside the selection; select less than everything.</source>
        <translation>Naprawa korzysta z tego, co jest obok zaznaczenia; nie zaznaczaj wszystkiego.</translation>
    </message>
    <message>
        <source>Health of the recordings</source>
        <translation>Stan nagrań</translation>
    </message>
    <message>
        <source>Hears content the way some Applio voices expect it; RVC voices do not use it.</source>
        <translation>Rozpoznaje treść tak, jak oczekują tego niektóre głosy Applio; głosy RVC go nie używają.</translation>
    </message>
    <message>
        <source>Hears what is said or sung; every RVC voice needs it to convert and to train.</source>
        <translation>Rozpoznaje, co jest mówione lub śpiewane; każdy głos RVC potrzebuje go do konwersji i treningu.</translation>
    </message>
    <message>
        <source>Higher takes more for noise, of the voice too</source>
        <translation>Wyżej: więcej uchodzi za szum, także z głosu</translation>
    </message>
    <message>
        <source>How many notches; found: only those that stand out</source>
        <translation>Ile częstotliwości usunąć; znalezione: tylko te, które się wyróżniają</translation>
    </message>
    <message>
        <source>If peaks would go over this, it is turned up by less</source>
        <translation>Jeśli szczyty miałyby to przekroczyć, wzmocnienie będzie mniejsze</translation>
    </message>
    <message>
        <source>Import labels</source>
        <translation>Importuj etykiety</translation>
    </message>
    <message>
        <source>In samples at 44.1 kHz; longer ones are left</source>
        <translation>W próbkach przy 44,1 kHz; dłuższe zostają</translation>
    </message>
    <message>
        <source>In the selected frequencies</source>
        <translation>W zaznaczonych częstotliwościach</translation>
    </message>
    <message>
        <source>It holds no configuration; copy or download it again.</source>
        <translation>Nie zawiera konfiguracji; skopiuj lub pobierz go ponownie.</translation>
    </message>
    <message>
        <source>It is an archive; import it to use the voice inside.</source>
        <translation>To archiwum; zaimportuj je, aby użyć głosu, który jest w środku.</translation>
    </message>
    <message>
        <source>It needs {model}, which is not here yet; get it in Voices &gt; Models, or import it.</source>
        <translation>Brakuje mu jeszcze: {model}; pobierz ten model w „Głosy &gt; Modele” albo go zaimportuj.</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Połącz</translation>
    </message>
    <message>
        <source>Kept, s</source>
        <translation>Zostaje, s</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Rodzaj</translation>
    </message>
    <message>
        <source>Label pauses</source>
        <translation>Etykiety z pauz</translation>
    </message>
    <message>
        <source>Lead and backing splitter</source>
        <translation>Rozdzielanie głosu głównego i chórków</translation>
    </message>
    <message>
        <source>Lead-in of punch and roll (seconds)</source>
        <translation>Wstęp przed dogrywką (w sekundach)</translation>
    </message>
    <message>
        <source>Length, s</source>
        <translation>Długość, s</translation>
    </message>
    <message>
        <source>Less tinkling, but more than 3 bands dull the voice</source>
        <translation>Mniej dzwonienia, ale powyżej 3 pasm głos staje się głuchy</translation>
    </message>
    <message>
        <source>Line {line} of {file} has the number {value} with a comma; write it with a point: {point}.</source>
        <translation>W wierszu {line} pliku {file} liczba {value} ma przecinek; zapisz ją z kropką: {point}.</translation>
    </message>
    <message>
        <source>Line {number} of {file} is not seconds,Hz (such as 1.25,220).</source>
        <translation>Wiersz {number} pliku {file} nie ma postaci sekundy,Hz (np. 1.25,220).</translation>
    </message>
    <message>
        <source>Listening for hum</source>
        <translation>Wykrywanie przydźwięku</translation>
    </message>
    <message>
        <source>Listening for noise</source>
        <translation>Wykrywanie szumu</translation>
    </message>
    <message>
        <source>Listening to every recording</source>
        <translation>Badanie wszystkich nagrań</translation>
    </message>
    <message>
        <source>Listening to the room</source>
        <translation>Badanie pogłosu</translation>
    </message>
    <message>
        <source>Listening to the voices</source>
        <translation>Badanie głosów</translation>
    </message>
    <message>
        <source>Longest clic&amp;k</source>
        <translation>Najdł&amp;uższy</translation>
    </message>
    <message>
        <source>Looking at the spectrum</source>
        <translation>Badanie widma</translation>
    </message>
    <message>
        <source>Looking for breaths</source>
        <translation>Szukanie oddechów</translation>
    </message>
    <message>
        <source>Looking for clicks and coughs</source>
        <translation>Szukanie trzasków i kaszlu</translation>
    </message>
    <message>
        <source>Looking for clipping</source>
        <translation>Szukanie przesteru</translation>
    </message>
    <message>
        <source>Looking for duplicates</source>
        <translation>Szukanie duplikatów</translation>
    </message>
    <message>
        <source>Looking for hum</source>
        <translation>Szukanie przydźwięku</translation>
    </message>
    <message>
        <source>Looking for models</source>
        <translation>Szukanie modeli</translation>
    </message>
    <message>
        <source>Looking for music</source>
        <translation>Szukanie muzyki</translation>
    </message>
    <message>
        <source>Looking for speech</source>
        <translation>Szukanie mowy</translation>
    </message>
    <message>
        <source>Looking for the highest peak</source>
        <translation>Szukanie najwyższego szczytu</translation>
    </message>
    <message>
        <source>Looking for the recording</source>
        <translation>Szukanie nagrania</translation>
    </message>
    <message>
        <source>Looking for what does not belong</source>
        <translation>Szukanie tego, co nie pasuje</translation>
    </message>
    <message>
        <source>Looking through the cache</source>
        <translation>Przeglądanie pamięci podręcznej</translation>
    </message>
    <message>
        <source>Lou&amp;dness</source>
        <translation>Poz&amp;iom</translation>
    </message>
    <message>
        <source>Loudness, LUFS</source>
        <translation>Głośność, LUFS</translation>
    </message>
    <message>
        <source>Lower finds more; from 0 to 900, as in Audacity</source>
        <translation>Niżej: więcej znalezionych; od 0 do 900, jak w Audacity</translation>
    </message>
    <message>
        <source>Ma&amp;ke room</source>
        <translation>Z&amp;apas</translation>
    </message>
    <message>
        <source>Mai&amp;ns</source>
        <translation>Częstotl&amp;iwość</translation>
    </message>
    <message>
        <source>Marks to labels</source>
        <translation>Etykiety ze znaczników</translation>
    </message>
    <message>
        <source>Marks wait for an answer: {count} ({time}). Review them.</source>
        <translation>Na odpowiedź czekają znaczniki: {count} ({time}). Przejrzyj je.</translation>
    </message>
    <message>
        <source>Measuring levels</source>
        <translation>Mierzenie poziomów</translation>
    </message>
    <message>
        <source>Measuring loudness</source>
        <translation>Mierzenie głośności</translation>
    </message>
    <message>
        <source>Measuring the noise</source>
        <translation>Mierzenie szumu</translation>
    </message>
    <message>
        <source>Mono</source>
        <translation>Mono</translation>
    </message>
    <message>
        <source>Move label</source>
        <translation>Przesuń etykietę</translation>
    </message>
    <message>
        <source>Needed for RVC voices</source>
        <translation>Potrzebne głosom RVC</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Sieć</translation>
    </message>
    <message>
        <source>No base model for {preset}: the training starts from nothing and needs much longer. {title} ({size}) is in Voices &gt; Models, or get it with `rvcdesk assets fetch {id}`.</source>
        <translation>Brak modelu bazowego dla presetu {preset}: trening zaczyna od zera i potrwa znacznie dłużej. {title} ({size}) jest do pobrania w „Głosy &gt; Modele” lub poleceniem `rvcdesk assets fetch {id}`.</translation>
    </message>
    <message>
        <source>No mains hum was found here; set its frequency and harmonics to remove it anyway.</source>
        <translation>Nie znaleziono tu przydźwięku sieci; aby mimo to go usunąć, ustaw częstotliwość i harmoniczne.</translation>
    </message>
    <message>
        <source>No mark waits for an answer</source>
        <translation>Żaden znacznik nie czeka na odpowiedź</translation>
    </message>
    <message>
        <source>Normalise loudness</source>
        <translation>Normalizuj głośność</translation>
    </message>
    <message>
        <source>Not answered, s</source>
        <translation>Nierozpatrzone, s</translation>
    </message>
    <message>
        <source>Not answered: {count}; probably to be cut: {time}</source>
        <translation>Nierozpatrzone: {count}; prawdopodobnie do wycięcia: {time}</translation>
    </message>
    <message>
        <source>Nothing needs to be done.</source>
        <translation>Nic nie trzeba robić.</translation>
    </message>
    <message>
        <source>Nothing was looked for yet</source>
        <translation>Jeszcze niczego nie szukano</translation>
    </message>
    <message>
        <source>Of the recording&apos;s highest peak</source>
        <translation>W stosunku do najwyższego szczytu nagrania</translation>
    </message>
    <message>
        <source>On: the microphone is open as long as the recording panel is. Off: only while it records.</source>
        <translation>Włączone: mikrofon działa, dopóki panel nagrywania jest otwarty. Wyłączone: tylko podczas nagrywania.</translation>
    </message>
    <message>
        <source>One file was left out. {problem}</source>
        <translation>Jeden plik pominięto. {problem}</translation>
    </message>
    <message>
        <source>One voice</source>
        <translation>Jeden głos</translation>
    </message>
    <message>
        <source>Only the first {count} files of {folder} were looked at.</source>
        <translation>Przejrzano tylko początkowe pliki z {folder} (liczba: {count}).</translation>
    </message>
    <message>
        <source>Only {count} semitones ({low} to {high}) are well covered: add higher and lower speech, or singing.</source>
        <translation>Dobrze pokryty jest tylko niewielki zakres (półtony: {count}, od {low} do {high}): dodaj wyższą i niższą mowę albo śpiew.</translation>
    </message>
    <message>
        <source>Other forms of the same</source>
        <translation>Inne postacie tych samych modeli</translation>
    </message>
    <message>
        <source>Over noise, dB</source>
        <translation>Nad szumem, dB</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Składnik</translation>
    </message>
    <message>
        <source>Passages differ by {spread} LU</source>
        <translation>Fragmenty różnią się o {spread} LU</translation>
    </message>
    <message>
        <source>Passages differ by {spread} LU in loudness: normalise the loudness of the recordings.</source>
        <translation>Fragmenty różnią się głośnością o {spread} LU: znormalizuj głośność nagrań.</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Wklej</translation>
    </message>
    <message>
        <source>Pitch range</source>
        <translation>Zakres wysokości</translation>
    </message>
    <message>
        <source>Pitch: seconds of every semitone</source>
        <translation>Wysokość głosu: sekundy każdego półtonu</translation>
    </message>
    <message>
        <source>Play each mark when it is chosen</source>
        <translation>Odtwarzaj każdy wybrany znacznik</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>Punkty</translation>
    </message>
    <message>
        <source>Processing</source>
        <translation>Przetwarzanie</translation>
    </message>
    <message>
        <source>Processor threads for training and conversion; 0 uses all cores but one, at low priority.</source>
        <translation>Wątki procesora do treningu i konwersji; 0 oznacza wszystkie rdzenie oprócz jednego, z niskim priorytetem.</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Serwer proxy</translation>
    </message>
    <message>
        <source>Punch and roll</source>
        <translation>Dogrywka (punch and roll)</translation>
    </message>
    <message>
        <source>RVC {version} {rate} kHz base model</source>
        <translation>Model bazowy RVC {version} {rate} kHz</translation>
    </message>
    <message>
        <source>RVC {version} {rate} kHz base model without pitch</source>
        <translation>Model bazowy RVC {version} {rate} kHz bez tonu</translation>
    </message>
    <message>
        <source>Re&amp;duction</source>
        <translation>&amp;Redukcja</translation>
    </message>
    <message>
        <source>Reading models</source>
        <translation>Odczytywanie modeli</translation>
    </message>
    <message>
        <source>Rebuilt peaks are higher: all is turned down by this</source>
        <translation>Odbudowane szczyty są wyższe: o tyle ściszyć całość</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Nagraj</translation>
    </message>
    <message>
        <source>Record in</source>
        <translation>Nagrywaj w</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Nagranie</translation>
    </message>
    <message>
        <source>Recordings are written in</source>
        <translation>Format zapisu nagrań</translation>
    </message>
    <message>
        <source>Reduce noise</source>
        <translation>Redukuj szum</translation>
    </message>
    <message>
        <source>Reject all marks</source>
        <translation>Odrzuć wszystkie znaczniki</translation>
    </message>
    <message>
        <source>Reject mark</source>
        <translation>Odrzuć znacznik</translation>
    </message>
    <message>
        <source>Rejected, s</source>
        <translation>Odrzucone, s</translation>
    </message>
    <message>
        <source>Remove clicks</source>
        <translation>Usuń trzaski</translation>
    </message>
    <message>
        <source>Remove hum</source>
        <translation>Usuń przydźwięk</translation>
    </message>
    <message>
        <source>Remove label</source>
        <translation>Usuń etykietę</translation>
    </message>
    <message>
        <source>Remove recording</source>
        <translation>Usuń nagranie</translation>
    </message>
    <message>
        <source>Removing</source>
        <translation>Usuwanie</translation>
    </message>
    <message>
        <source>Rename label</source>
        <translation>Zmień nazwę etykiety</translation>
    </message>
    <message>
        <source>Repair clipping</source>
        <translation>Napraw przester</translation>
    </message>
    <message>
        <source>Reverb remover</source>
        <translation>Usuwanie pogłosu</translation>
    </message>
    <message>
        <source>Reverb remover, stronger</source>
        <translation>Usuwanie pogłosu, mocniejsze</translation>
    </message>
    <message>
        <source>Ripple delete</source>
        <translation>Usuń i zamknij lukę</translation>
    </message>
    <message>
        <source>Same voice, %</source>
        <translation>Ten sam głos, %</translation>
    </message>
    <message>
        <source>Selection into a new recording</source>
        <translation>Wydziel do nowego nagrania</translation>
    </message>
    <message>
        <source>Sensitivit&amp;y</source>
        <translation>Cz&amp;ułość</translation>
    </message>
    <message>
        <source>Show the input&apos;s level before recording</source>
        <translation>Pokazuj poziom wejścia przed nagraniem</translation>
    </message>
    <message>
        <source>Smoothi&amp;ng</source>
        <translation>Wygł&amp;adzanie</translation>
    </message>
    <message>
        <source>So much before the cursor is played before it begins to record.</source>
        <translation>Tyle dźwięku przed kursorem zostanie odtworzone, zanim zacznie się nagrywanie.</translation>
    </message>
    <message>
        <source>Some of {clip} does not sound like the rest ({percent} % alike): look for another speaker there.</source>
        <translation>Część nagrania {clip} nie brzmi jak reszta (podobieństwo {percent}%): sprawdź, czy nie ma tam innego mówcy.</translation>
    </message>
    <message>
        <source>Sound up to {khz} kHz</source>
        <translation>Dźwięk do {khz} kHz</translation>
    </message>
    <message>
        <source>Speech for a voice: -23 to -16</source>
        <translation>Mowa do treningu głosu: od -23 do -16</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>Podziel</translation>
    </message>
    <message>
        <source>Split delete</source>
        <translation>Podziel i usuń</translation>
    </message>
    <message>
        <source>Splits a song into vocals and accompaniment.</source>
        <translation>Rozdziela piosenkę na wokal i podkład.</translation>
    </message>
    <message>
        <source>Splits a vocal into the lead and the backing voices.</source>
        <translation>Rozdziela wokal na głos główny i chórki.</translation>
    </message>
    <message>
        <source>Splitting songs</source>
        <translation>Rozdzielanie piosenek</translation>
    </message>
    <message>
        <source>Stereo</source>
        <translation>Stereo</translation>
    </message>
    <message>
        <source>Stretches are {percent} % alike</source>
        <translation>Odcinki są podobne w {percent}%</translation>
    </message>
    <message>
        <source>Take effects off</source>
        <translation>Zdejmij efekty</translation>
    </message>
    <message>
        <source>Takes reverb and echo off a vocal, more strongly.</source>
        <translation>Usuwa z wokalu pogłos i echo, mocniej.</translation>
    </message>
    <message>
        <source>Takes reverb and echo off a vocal.</source>
        <translation>Usuwa z wokalu pogłos i echo.</translation>
    </message>
    <message>
        <source>The base model {file} holds numbers that are not finite ({weight}); get it again.</source>
        <translation>Model bazowy {file} zawiera liczby, które nie są skończone ({weight}); pobierz go ponownie.</translation>
    </message>
    <message>
        <source>The base model {title} is not here yet; get it in Voices &gt; Models or with `rvcdesk assets fetch {id}`.</source>
        <translation>Brakuje jeszcze modelu bazowego {title}; pobierz go w „Głosy &gt; Modele” lub poleceniem `rvcdesk assets fetch {id}`.</translation>
    </message>
    <message>
        <source>The base model {title} is not made for {preset}; choose another one.</source>
        <translation>Model bazowy {title} nie powstał dla presetu {preset}; wybierz inny.</translation>
    </message>
    <message>
        <source>The bundled model {file} is missing; install RVC Desk again.</source>
        <translation>Brakuje dołączonego modelu {file}; zainstaluj RVC Desk ponownie.</translation>
    </message>
    <message>
        <source>The clip file {file} cannot be read ({reason}).</source>
        <translation>Nie można odczytać pliku klipu {file} ({reason}).</translation>
    </message>
    <message>
        <source>The clip file {file} is damaged ({reason}); restore it from a copy or remove the clip.</source>
        <translation>Plik klipu {file} jest uszkodzony ({reason}); przywróć go z kopii albo usuń klip.</translation>
    </message>
    <message>
        <source>The clip file {file} names no recording; remove the clip and add it again.</source>
        <translation>Plik klipu {file} nie wskazuje nagrania; usuń klip i dodaj go ponownie.</translation>
    </message>
    <message>
        <source>The clip {clip} is open elsewhere and can only be read here.</source>
        <translation>Klip {clip} jest otwarty gdzie indziej i tutaj można go tylko czytać.</translation>
    </message>
    <message>
        <source>The command that starts the engine; empty means this installation&apos;s own.</source>
        <translation>Polecenie, które uruchamia silnik; puste oznacza silnik z tej instalacji.</translation>
    </message>
    <message>
        <source>The confidence must be between 0 and 1, not {value}.</source>
        <translation>Pewność musi mieścić się między 0 a 1, a nie wynosić {value}.</translation>
    </message>
    <message>
        <source>The edit could not be saved in {file} ({reason}); check the disk and do it again.</source>
        <translation>Nie udało się zapisać zmiany w pliku {file} ({reason}); sprawdź dysk i powtórz ją.</translation>
    </message>
    <message>
        <source>The effect {name} is not known here; update to hear this clip.</source>
        <translation>Efekt {name} nie jest tu znany; zaktualizuj program, aby usłyszeć ten klip.</translation>
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
        <translation>W silniku wystąpił błąd ({reason}); szczegóły są w dzienniku.</translation>
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
        <translation>Plik nie podaje swojej wersji; zostanie odczytany jako v1.</translation>
    </message>
    <message>
        <source>The file is as large as a WAV can be, so the recording has ended.</source>
        <translation>Plik osiągnął największy rozmiar WAV, więc nagrywanie się zakończyło.</translation>
    </message>
    <message>
        <source>The file names the same weight twice.</source>
        <translation>Plik dwukrotnie wymienia tę samą wagę.</translation>
    </message>
    <message>
        <source>The filter radius is between 0 and 7, not {value}.</source>
        <translation>Promień filtra musi mieścić się między 0 a 7, a nie wynosić {value}.</translation>
    </message>
    <message>
        <source>The folder {folder} holds no audio files.</source>
        <translation>W folderze {folder} nie ma plików dźwiękowych.</translation>
    </message>
    <message>
        <source>The folders resources and models of RVC Desk are missing from {folder}; install it again.</source>
        <translation>W {folder} brakuje folderów resources i models programu RVC Desk; zainstaluj go ponownie.</translation>
    </message>
    <message>
        <source>The graphics card has too little free memory; close what else uses it, or convert on the processor.</source>
        <translation>Karta graficzna ma za mało wolnej pamięci; zamknij inne programy, które jej używają, albo konwertuj na procesorze.</translation>
    </message>
    <message>
        <source>The index was left out. {problem}</source>
        <translation>Indeks pominięto. {problem}</translation>
    </message>
    <message>
        <source>The input lost sound {count} times: the machine was too busy.</source>
        <translation>Utracone porcje dźwięku z wejścia: {count}; komputer był zbyt obciążony.</translation>
    </message>
    <message>
        <source>The input {device} cannot be opened; another program may hold it, or the system&apos;s settings may not let this one use the microphone.</source>
        <translation>Nie można otworzyć wejścia {device}; może go używać inny program albo ustawienia systemu nie pozwalają temu programowi na dostęp do mikrofonu.</translation>
    </message>
    <message>
        <source>The input {device} is gone.</source>
        <translation>Wejście {device} zniknęło.</translation>
    </message>
    <message>
        <source>The input {device} is gone; what was recorded until then is kept.</source>
        <translation>Wejście {device} zniknęło; to, co nagrano wcześniej, zostaje.</translation>
    </message>
    <message>
        <source>The labels {file} are not text in UTF-8; save them as that.</source>
        <translation>Plik etykiet {file} nie jest tekstem w UTF-8; zapisz go w tym kodowaniu.</translation>
    </message>
    <message>
        <source>The labels {file} cannot be read.</source>
        <translation>Nie można odczytać pliku etykiet {file}.</translation>
    </message>
    <message>
        <source>The language of the window; takes effect at the next start.</source>
        <translation>Język okna; zmiana działa od następnego uruchomienia.</translation>
    </message>
    <message>
        <source>The model {need} is needed and not here yet; import it from disk in Voices &gt; Models.</source>
        <translation>Brakuje jeszcze potrzebnego modelu {need}; zaimportuj go z dysku w „Głosy &gt; Modele”.</translation>
    </message>
    <message>
        <source>The noise profile needs at least {seconds} s; select a longer pause.</source>
        <translation>Profil szumu wymaga co najmniej {seconds} s; zaznacz dłuższą pauzę.</translation>
    </message>
    <message>
        <source>The older network at 32 kHz.</source>
        <translation>Starsza sieć, 32 kHz.</translation>
    </message>
    <message>
        <source>The older network at 48 kHz.</source>
        <translation>Starsza sieć, 48 kHz.</translation>
    </message>
    <message>
        <source>The older network, for tools that only read v1 voices.</source>
        <translation>Starsza sieć, dla narzędzi, które czytają tylko głosy v1.</translation>
    </message>
    <message>
        <source>The option {name} cannot be {value}.</source>
        <translation>Opcja {name} nie może mieć wartości {value}.</translation>
    </message>
    <message>
        <source>The option {name} must lie between {low} and {high}, not {value}.</source>
        <translation>Opcja {name} musi mieścić się między {low} a {high}, a nie wynosić {value}.</translation>
    </message>
    <message>
        <source>The package sounddevice is missing, so playback is off; install it and start again.</source>
        <translation>Brakuje pakietu sounddevice, więc odtwarzanie nie działa; zainstaluj go i uruchom program ponownie.</translation>
    </message>
    <message>
        <source>The package {package} is missing or incomplete; install RVC Desk again.</source>
        <translation>Brakuje pakietu {package} lub jest niekompletny; zainstaluj RVC Desk ponownie.</translation>
    </message>
    <message>
        <source>The pitch method {method} is not available; choose one of {known}.</source>
        <translation>Metoda tonu podstawowego {method} nie jest dostępna; wybierz jedną z: {known}.</translation>
    </message>
    <message>
        <source>The pitch of the voice or of the song is not known.</source>
        <translation>Nie wiadomo, jaką wysokość ma głos lub piosenka.</translation>
    </message>
    <message>
        <source>The pitch threshold is between 0 and 1, not {value}.</source>
        <translation>Próg tonu podstawowego musi mieścić się między 0 a 1, a nie wynosić {value}.</translation>
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
        <translation>Projekt {name} nie ma na czym trenować; najpierw dodaj nagrania na stronie „Czyszczenie”.</translation>
    </message>
    <message>
        <source>The recording reaches full scale, so it is distorted there; turn the input down.</source>
        <translation>Nagranie osiąga pełną skalę i jest tam zniekształcone; ścisz wejście.</translation>
    </message>
    <message>
        <source>The recording {file} is not in {folder} ({count} files were looked at); choose another folder, or the file itself.</source>
        <translation>Nagrania {file} nie ma w {folder} (przejrzane pliki: {count}); wybierz inny folder albo sam plik.</translation>
    </message>
    <message>
        <source>The recording {file} of the clip {clip} is gone; put it back or remove the clip.</source>
        <translation>Nagrania {file} klipu {clip} już nie ma; przywróć je albo usuń klip.</translation>
    </message>
    <message>
        <source>The recording {file} that was copied from is not there any more.</source>
        <translation>Nagrania {file}, z którego skopiowano dźwięk, już nie ma.</translation>
    </message>
    <message>
        <source>The result {file} is not there; try again.</source>
        <translation>Nie ma wyniku {file}; spróbuj ponownie.</translation>
    </message>
    <message>
        <source>The room noise is only {snr} dB under the voice in {clip}: remove hum and noise there, or record it closer to the microphone.</source>
        <translation>W {clip} szum otoczenia jest tylko {snr} dB poniżej głosu: usuń tam przydźwięk i szum albo nagraj to bliżej mikrofonu.</translation>
    </message>
    <message>
        <source>The room rings for about {time} s</source>
        <translation>Pogłos trwa około {time} s</translation>
    </message>
    <message>
        <source>The run {name} is being trained already.</source>
        <translation>Trening {name} już trwa.</translation>
    </message>
    <message>
        <source>The same model in the older form that RVC installations carry; not needed beside ContentVec.</source>
        <translation>Ten sam model w starszej postaci, znanej z instalacji RVC; niepotrzebny, gdy jest ContentVec.</translation>
    </message>
    <message>
        <source>The same start for RVC {version} {rate} kHz voices trained without pitch, which are for speech only.</source>
        <translation>Taki sam punkt wyjścia dla głosów RVC {version} {rate} kHz trenowanych bez tonu podstawowego, które służą tylko do mowy.</translation>
    </message>
    <message>
        <source>The save {file} could not be read back; check the disk.</source>
        <translation>Nie udało się odczytać zapisu {file}; sprawdź dysk.</translation>
    </message>
    <message>
        <source>The save {file} is damaged ({reason}).</source>
        <translation>Zapis {file} jest uszkodzony ({reason}).</translation>
    </message>
    <message>
        <source>The score&apos;s parts</source>
        <translation>Składniki oceny</translation>
    </message>
    <message>
        <source>The search for {kind} failed ({reason}).</source>
        <translation>Wyszukiwanie się nie powiodło: {kind} ({reason}).</translation>
    </message>
    <message>
        <source>The silence option {name} must lie between {low} and {high}, not {value}.</source>
        <translation>Opcja ciszy {name} musi mieścić się między {low} a {high}, a nie wynosić {value}.</translation>
    </message>
    <message>
        <source>The sound device {device} cannot be opened.</source>
        <translation>Nie można otworzyć urządzenia dźwiękowego {device}.</translation>
    </message>
    <message>
        <source>The sound device {wanted} is not there; playing on {device}.</source>
        <translation>Nie ma urządzenia dźwiękowego {wanted}; dźwięk odtwarza {device}.</translation>
    </message>
    <message>
        <source>The sound system does not start, so nothing can be recorded.</source>
        <translation>System dźwięku nie uruchamia się, więc nie można nagrywać.</translation>
    </message>
    <message>
        <source>The sound system does not start, so playback is off.</source>
        <translation>System dźwięku nie uruchamia się, więc odtwarzanie nie działa.</translation>
    </message>
    <message>
        <source>The temporary folder cannot hold the pitch of this recording ({reason}); free some space there.</source>
        <translation>Folder tymczasowy nie pomieści tonu podstawowego tego nagrania ({reason}); zwolnij tam trochę miejsca.</translation>
    </message>
    <message>
        <source>The temporary folder {folder} cannot hold the sound ({reason}); free some space there.</source>
        <translation>Folder tymczasowy {folder} nie pomieści dźwięku ({reason}); zwolnij tam trochę miejsca.</translation>
    </message>
    <message>
        <source>The training could not be started ({command}: {reason}); check the engine command in Settings.</source>
        <translation>Nie udało się uruchomić treningu ({command}: {reason}); sprawdź polecenie silnika w Ustawieniach.</translation>
    </message>
    <message>
        <source>The training of the demo failed: {reason}</source>
        <translation>Trening przykładu się nie powiódł: {reason}</translation>
    </message>
    <message>
        <source>The training starts from the base model {files}.</source>
        <translation>Trening zaczyna od modelu bazowego {files}.</translation>
    </message>
    <message>
        <source>The training was ended from outside (often for want of memory); Resume goes on from the last save. Log: {log}</source>
        <translation>Trening został przerwany z zewnątrz (często z braku pamięci); „Wznów trening” kontynuuje od ostatniego zapisu. Dziennik: {log}</translation>
    </message>
    <message>
        <source>The upper edge of a box must lie above its lower edge.</source>
        <translation>Górna krawędź obszaru widma musi leżeć nad dolną.</translation>
    </message>
    <message>
        <source>The usual choice for RVC voices; needs a graphics card to train.</source>
        <translation>Najczęstszy wybór dla głosów RVC; do treningu potrzebna jest karta graficzna.</translation>
    </message>
    <message>
        <source>The voice could not be copied to {folder} ({reason}); check permissions and free space.</source>
        <translation>Nie udało się skopiować głosu do {folder} ({reason}); sprawdź uprawnienia i wolne miejsce.</translation>
    </message>
    <message>
        <source>The voice did not read back after writing; check the disk. {problem}</source>
        <translation>Nie udało się odczytać głosu po zapisaniu; sprawdź dysk. {problem}</translation>
    </message>
    <message>
        <source>The voice did not read back as it was written; check the disk and memory.</source>
        <translation>Głos odczytany po zapisaniu różni się od zapisanego; sprawdź dysk i pamięć.</translation>
    </message>
    <message>
        <source>The voice has no index: the package faiss-cpu is not installed here.</source>
        <translation>Głos nie ma indeksu: nie ma tu pakietu faiss-cpu.</translation>
    </message>
    <message>
        <source>The voice lies around {voice} Hz, the song around {song} Hz.</source>
        <translation>Głos ma około {voice} Hz, piosenka około {song} Hz.</translation>
    </message>
    <message>
        <source>The voice lies {snr} dB over the room noise</source>
        <translation>Głos jest {snr} dB nad szumem otoczenia</translation>
    </message>
    <message>
        <source>The voice {name} came without an index; it works, a little less alike.</source>
        <translation>Głos {name} nie ma indeksu; działa, ale podobieństwo jest nieco mniejsze.</translation>
    </message>
    <message>
        <source>The voice {voice} has no index; it is used without.</source>
        <translation>Głos {voice} nie ma indeksu; zostanie użyty bez niego.</translation>
    </message>
    <message>
        <source>The voice {voice} has no speaker {number}; it has {count}.</source>
        <translation>Głos {voice} nie ma mówcy o numerze {number}; liczba mówców: {count}.</translation>
    </message>
    <message>
        <source>The voice {voice} is used without its index. {problem}</source>
        <translation>Głos {voice} zostanie użyty bez swojego indeksu. {problem}</translation>
    </message>
    <message>
        <source>The widest band; slower, and only for clean full-band recordings.</source>
        <translation>Najszersze pasmo; wolniejszy i tylko do czystych nagrań o pełnym paśmie.</translation>
    </message>
    <message>
        <source>There are no features to build an index from; prepare the recordings first.</source>
        <translation>Nie ma cech, z których można zbudować indeks; najpierw przygotuj nagrania.</translation>
    </message>
    <message>
        <source>There is a run called {name} in this project already; resume it or choose another name.</source>
        <translation>W tym projekcie jest już trening o nazwie {name}; wznów go albo wybierz inną nazwę.</translation>
    </message>
    <message>
        <source>There is no device {wanted} for PyTorch here; choose one of {names}.</source>
        <translation>PyTorch nie ma tu urządzenia {wanted}; wybierz jedno z: {names}.</translation>
    </message>
    <message>
        <source>There is no discriminator {name}.</source>
        <translation>Nie ma dyskryminatora {name}.</translation>
    </message>
    <message>
        <source>There is no microphone or other input. Connect one, allow it in the system&apos;s sound settings, then look again.</source>
        <translation>Nie ma mikrofonu ani innego wejścia. Podłącz je, zezwól na nie w ustawieniach dźwięku systemu, a potem odśwież.</translation>
    </message>
    <message>
        <source>There is no model called {name}; `rvcdesk assets list --all` names them all.</source>
        <translation>Nie ma modelu o nazwie {name}; wszystkie wymienia `rvcdesk assets list --all`.</translation>
    </message>
    <message>
        <source>There is no noise in the noise profile; select a pause in which it is heard.</source>
        <translation>W profilu szumu nie ma szumu; zaznacz pauzę, w której go słychać.</translation>
    </message>
    <message>
        <source>There is no preset {preset}; choose one of {choices}.</source>
        <translation>Nie ma presetu {preset}; wybierz jeden z: {choices}.</translation>
    </message>
    <message>
        <source>There is no preview of step {step}: the package {name} is not installed here.</source>
        <translation>Brak podglądu kroku {step}: nie ma tu pakietu {name}.</translation>
    </message>
    <message>
        <source>There is no save to resume from; the training starts at step 1.</source>
        <translation>Nie ma zapisu, od którego można wznowić; trening zaczyna od kroku 1.</translation>
    </message>
    <message>
        <source>There is no sound device; playback is off until one is connected.</source>
        <translation>Nie ma urządzenia dźwiękowego; odtwarzanie nie działa, dopóki go nie podłączysz.</translation>
    </message>
    <message>
        <source>There is no sound in what was copied; select some of the recording.</source>
        <translation>W tym, co skopiowano, nie ma dźwięku; zaznacz część nagrania.</translation>
    </message>
    <message>
        <source>There is no voice in {file}; choose a .pth, .safetensors or .zip file.</source>
        <translation>W {file} nie ma głosu; wybierz plik .pth, .safetensors lub .zip.</translation>
    </message>
    <message>
        <source>There is no voice in {folder} yet; train one or choose another folder.</source>
        <translation>W {folder} nie ma jeszcze głosu; wytrenuj go albo wybierz inny folder.</translation>
    </message>
    <message>
        <source>There is no voice {voice}; give a path, or one of these names: {known}.</source>
        <translation>Nie ma głosu {voice}; podaj ścieżkę albo jedną z nazw: {known}.</translation>
    </message>
    <message>
        <source>There is not enough memory for this; close other programs and try again.</source>
        <translation>Brakuje na to pamięci; zamknij inne programy i spróbuj ponownie.</translation>
    </message>
    <message>
        <source>There is nothing to convert; name a recording.</source>
        <translation>Nie ma czego konwertować; podaj nagranie.</translation>
    </message>
    <message>
        <source>There is nothing to find the pitch of; give a recording.</source>
        <translation>Nie ma z czego wyznaczyć tonu podstawowego; podaj nagranie.</translation>
    </message>
    <message>
        <source>These weights fit none of RVC&apos;s configurations; use the small voice file instead.</source>
        <translation>Te wagi nie pasują do żadnej konfiguracji RVC; użyj zamiast nich małego pliku głosu.</translation>
    </message>
    <message>
        <source>This index holds features of {found} numbers and the voice works with {wanted}; choose the voice&apos;s own index.</source>
        <translation>Cechy w tym indeksie mają po {found} liczb, a głos używa {wanted}; wybierz indeks tego głosu.</translation>
    </message>
    <message>
        <source>This voice needs the content encoder {name}, which RVC Desk does not have; it has {known}.</source>
        <translation>Ten głos wymaga enkodera treści {name}, którego RVC Desk nie ma; dostępne: {known}.</translation>
    </message>
    <message>
        <source>This voice says it is version {version}, which RVC Desk does not know; it reads v1, v2 and its own draft voices.</source>
        <translation>Ten głos podaje wersję {version}, której RVC Desk nie zna; czyta v1, v2 i własne głosy „Szkic”.</translation>
    </message>
    <message>
        <source>This voice&apos;s configuration has an impossible value ({name} is {value}); the file is damaged or not an RVC voice.</source>
        <translation>Konfiguracja tego głosu zawiera niemożliwą wartość ({name} wynosi {value}); plik jest uszkodzony albo nie jest głosem RVC.</translation>
    </message>
    <message>
        <source>This voice&apos;s configuration has {count} values instead of 18; the file is damaged or not an RVC voice.</source>
        <translation>Liczba wartości w konfiguracji tego głosu to {count} zamiast 18; plik jest uszkodzony albo nie jest głosem RVC.</translation>
    </message>
    <message>
        <source>Threshol&amp;d</source>
        <translation>P&amp;róg</translation>
    </message>
    <message>
        <source>Timing trial steps</source>
        <translation>Mierzenie kroków próbnych</translation>
    </message>
    <message>
        <source>Too little voice to tell</source>
        <translation>Za mało głosu, aby to ocenić</translation>
    </message>
    <message>
        <source>Trains on an ordinary processor with nothing to download; quick, and rougher than RVC.</source>
        <translation>Trenuje na zwykłym procesorze i niczego nie pobiera; szybki, brzmi surowiej niż RVC.</translation>
    </message>
    <message>
        <source>Trim mark</source>
        <translation>Przytnij znacznik</translation>
    </message>
    <message>
        <source>True pea&amp;k at most</source>
        <translation>T&amp;rue peak do</translation>
    </message>
    <message>
        <source>Truncate silence</source>
        <translation>Skróć ciszę</translation>
    </message>
    <message>
        <source>Trying again in a moment</source>
        <translation>Za chwilę kolejna próba</translation>
    </message>
    <message>
        <source>Turn the box down</source>
        <translation>Ścisz obszar widma</translation>
    </message>
    <message>
        <source>Unpacking</source>
        <translation>Rozpakowywanie</translation>
    </message>
    <message>
        <source>Up to, kHz</source>
        <translation>Pasmo do, kHz</translation>
    </message>
    <message>
        <source>Vocal splitter</source>
        <translation>Wydzielanie wokalu</translation>
    </message>
    <message>
        <source>Vocal splitter, stronger</source>
        <translation>Wydzielanie wokalu, mocniejsze</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Głośność</translation>
    </message>
    <message>
        <source>What is on the clipboard cannot be pasted; copy it again.</source>
        <translation>Zawartości schowka nie można wkleić; skopiuj ją ponownie.</translation>
    </message>
    <message>
        <source>What training of an RVC {version} voice at {rate} kHz starts from; without it training needs far more time and recordings.</source>
        <translation>Od niego zaczyna się trening głosu RVC {version} {rate} kHz; bez niego trening wymaga o wiele więcej czasu i nagrań.</translation>
    </message>
    <message>
        <source>What was decided</source>
        <translation>Co rozpatrzono</translation>
    </message>
    <message>
        <source>What would help</source>
        <translation>Co pomoże</translation>
    </message>
    <message>
        <source>Where models are downloaded from. Where huggingface.co is blocked: https://hf-mirror.com.</source>
        <translation>Skąd pobierane są modele. Tam, gdzie huggingface.co jest zablokowane: https://hf-mirror.com.</translation>
    </message>
    <message>
        <source>Where sound is played; empty means the system&apos;s default.</source>
        <translation>Gdzie odtwarzać dźwięk; puste oznacza domyślne urządzenie systemu.</translation>
    </message>
    <message>
        <source>Wi&amp;dth</source>
        <translation>Sze&amp;rokość</translation>
    </message>
    <message>
        <source>Wider follows mains that drift, and takes more voice</source>
        <translation>Szersza nadąża za wahaniami sieci, ale zabiera więcej głosu</translation>
    </message>
    <message>
        <source>Worker threads</source>
        <translation>Wątki robocze</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Zapisywanie</translation>
    </message>
    <message>
        <source>answered with the error {status}</source>
        <translation>odpowiedź z błędem {status}</translation>
    </message>
    <message>
        <source>broke off</source>
        <translation>połączenie się urwało</translation>
    </message>
    <message>
        <source>building the index</source>
        <translation>Budowanie indeksu</translation>
    </message>
    <message>
        <source>cannot be reached ({reason})</source>
        <translation>brak połączenia ({reason})</translation>
    </message>
    <message>
        <source>cannot be reached through the proxy {proxy} ({reason})</source>
        <translation>brak połączenia przez serwer proxy {proxy} ({reason})</translation>
    </message>
    <message>
        <source>cannot go on from where the last download stopped</source>
        <translation>nie można tam wznowić przerwanego pobierania</translation>
    </message>
    <message>
        <source>closed the connection without an answer</source>
        <translation>połączenie zamknięto bez odpowiedzi</translation>
    </message>
    <message>
        <source>did not answer like a web server</source>
        <translation>odpowiedź nie jest taka, jak z serwera WWW</translation>
    </message>
    <message>
        <source>discriminator</source>
        <translation>dyskryminator</translation>
    </message>
    <message>
        <source>does not give the file out</source>
        <translation>odmowa wydania pliku</translation>
    </message>
    <message>
        <source>does not have the file</source>
        <translation>nie ma tam tego pliku</translation>
    </message>
    <message>
        <source>does not have the file any more</source>
        <translation>nie ma tam już tego pliku</translation>
    </message>
    <message>
        <source>generator</source>
        <translation>generator</translation>
    </message>
    <message>
        <source>holds values that are not numbers, or far too loud ones</source>
        <translation>zawiera wartości, które nie są liczbami, albo o wiele za głośne</translation>
    </message>
    <message>
        <source>is asked too often at the moment</source>
        <translation>obecnie zbyt wiele zapytań</translation>
    </message>
    <message>
        <source>is behind a proxy that wants a password</source>
        <translation>serwer proxy po drodze wymaga hasła</translation>
    </message>
    <message>
        <source>is not known by the network&apos;s name service</source>
        <translation>serwer DNS nie zna takiej nazwy</translation>
    </message>
    <message>
        <source>it has {found} Hz, not {known} Hz</source>
        <translation>ma {found} Hz, a nie {known} Hz</translation>
    </message>
    <message>
        <source>it has {found} channels, not {known}</source>
        <translation>liczba kanałów to {found}, a nie {known}</translation>
    </message>
    <message>
        <source>it lasts {found} s, not {known} s</source>
        <translation>trwa {found} s, a nie {known} s</translation>
    </message>
    <message>
        <source>looking at the file</source>
        <translation>Sprawdzanie pliku</translation>
    </message>
    <message>
        <source>network</source>
        <translation>sieć</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>nie podano</translation>
    </message>
    <message>
        <source>offers {got} bytes where {wanted} were published</source>
        <translation>plik ma tam inną długość ({got} B) niż opublikowany ({wanted} B)</translation>
    </message>
    <message>
        <source>resample must be 0 or at least 8000 Hz, not {value}.</source>
        <translation>Wartość resample musi wynosić 0 albo co najmniej 8000 Hz, a nie {value}.</translation>
    </message>
    <message>
        <source>said nothing for {seconds} s</source>
        <translation>brak odpowiedzi przez {seconds} s</translation>
    </message>
    <message>
        <source>sends on from one address to the next without end</source>
        <translation>przekierowania z adresu na adres nie mają końca</translation>
    </message>
    <message>
        <source>sends on to a place that is not on the web ({place})</source>
        <translation>przekierowanie poza sieć WWW ({place})</translation>
    </message>
    <message>
        <source>sends on to an unprotected address ({place})</source>
        <translation>przekierowanie na niezabezpieczony adres ({place})</translation>
    </message>
    <message>
        <source>sent a file that is not the published one (its SHA-256 differs)</source>
        <translation>przyszedł inny plik niż opublikowany (ma inny SHA-256)</translation>
    </message>
    <message>
        <source>sent a web page instead of the file; a login page or a filter may be in the way</source>
        <translation>zamiast pliku przyszła strona internetowa; może przeszkadzać strona logowania lub filtr</translation>
    </message>
    <message>
        <source>sent an error message instead of the file</source>
        <translation>zamiast pliku przyszedł komunikat o błędzie</translation>
    </message>
    <message>
        <source>sent another part than the one asked for</source>
        <translation>przyszedł inny fragment niż żądany</translation>
    </message>
    <message>
        <source>sent more than the {wanted} bytes published</source>
        <translation>przyszło więcej danych, niż ma opublikowany plik ({wanted} B)</translation>
    </message>
    <message>
        <source>settings</source>
        <translation>ustawienia</translation>
    </message>
    <message>
        <source>shorter than 0.375 s</source>
        <translation>krótsze niż 0,375 s</translation>
    </message>
    <message>
        <source>shows a certificate that is not trusted ({reason})</source>
        <translation>certyfikat nie jest zaufany ({reason})</translation>
    </message>
    <message>
        <source>silent (below -60 dB)</source>
        <translation>cisza (poniżej -60 dB)</translation>
    </message>
    <message>
        <source>wants a login for the file</source>
        <translation>pobranie pliku wymaga zalogowania</translation>
    </message>
    <message>
        <source>{address} is not an address of a model hub; write one like https://huggingface.co.</source>
        <translation>{address} nie jest adresem serwisu modeli; wpisz go w postaci https://huggingface.co.</translation>
    </message>
    <message>
        <source>{clip} echoes ({time} s): record closer to the microphone, among curtains and cushions.</source>
        <translation>W {clip} słychać pogłos ({time} s): nagrywaj bliżej mikrofonu, wśród zasłon i poduszek.</translation>
    </message>
    <message>
        <source>{clip} has no sound over {khz} kHz, so the voice will sound dull: use the original recording, not a compressed copy.</source>
        <translation>W {clip} nie ma dźwięku powyżej {khz} kHz, więc głos będzie brzmiał głucho: użyj oryginalnego nagrania, a nie skompresowanej kopii.</translation>
    </message>
    <message>
        <source>{clip} is silent there; nothing was changed.</source>
        <translation>W {clip} jest tam cisza; nic nie zmieniono.</translation>
    </message>
    <message>
        <source>{clip} was edited meanwhile; apply the effect again.</source>
        <translation>{clip}: w międzyczasie zmieniono nagranie; zastosuj efekt ponownie.</translation>
    </message>
    <message>
        <source>{count} semitones, {low} to {high}</source>
        <translation>półtony: {count}, od {low} do {high}</translation>
    </message>
    <message>
        <source>{file} ({size}) is not {title} ({wanted}) as published: {reason}</source>
        <translation>{file} ({size}) nie jest opublikowanym plikiem ({title}, {wanted}): {reason}</translation>
    </message>
    <message>
        <source>{file} and {other} would be written to the same file; give them other names.</source>
        <translation>{file} i {other} trafiłyby do tego samego pliku; nadaj im inne nazwy.</translation>
    </message>
    <message>
        <source>{file} cannot be opened ({reason}).</source>
        <translation>Nie można otworzyć pliku {file} ({reason}).</translation>
    </message>
    <message>
        <source>{file} cannot be read as a pitch curve; it must be a text file of lines seconds,Hz.</source>
        <translation>Nie można odczytać pliku {file} jako krzywej tonu; musi to być plik tekstowy z wierszami sekundy,Hz.</translation>
    </message>
    <message>
        <source>{file} cannot be read as audio; choose a WAV, FLAC, OGG, Opus, MP3, M4A or video file.</source>
        <translation>Nie można odczytać pliku {file} jako dźwięku; wybierz plik WAV, FLAC, OGG, Opus, MP3, M4A lub wideo.</translation>
    </message>
    <message>
        <source>{file} cannot be read; restore it from a copy.</source>
        <translation>Nie można odczytać pliku {file}; przywróć go z kopii.</translation>
    </message>
    <message>
        <source>{file} cannot be used. {problem}</source>
        <translation>Nie można użyć pliku {file}. {problem}</translation>
    </message>
    <message>
        <source>{file} cannot be written any further ({reason}); what was recorded until then is kept. Make room on the disk.</source>
        <translation>Nie można dalej zapisywać pliku {file} ({reason}); to, co nagrano wcześniej, zostaje. Zwolnij miejsce na dysku.</translation>
    </message>
    <message>
        <source>{file} cannot be written: its name must end in one of {suffixes}.</source>
        <translation>Nie można zapisać pliku {file}: jego nazwa musi kończyć się jednym z: {suffixes}.</translation>
    </message>
    <message>
        <source>{file} carries no format number; it is not a project of RVC Desk.</source>
        <translation>Plik {file} nie ma numeru formatu; to nie jest projekt RVC Desk.</translation>
    </message>
    <message>
        <source>{file} changed while it was read; import it again.</source>
        <translation>Plik {file} zmienił się podczas odczytu; zaimportuj go ponownie.</translation>
    </message>
    <message>
        <source>{file} claims a sample rate of {rate} Hz, which no audio has.</source>
        <translation>Plik {file} podaje częstotliwość próbkowania {rate} Hz, jakiej nie ma żaden dźwięk.</translation>
    </message>
    <message>
        <source>{file} could not be decoded; open it again.</source>
        <translation>Nie udało się zdekodować pliku {file}; otwórz go ponownie.</translation>
    </message>
    <message>
        <source>{file} could not be deleted ({reason}); close what uses it and try again.</source>
        <translation>Nie udało się usunąć {file} ({reason}); zamknij to, co go używa, i spróbuj ponownie.</translation>
    </message>
    <message>
        <source>{file} could not be read ({reason}).</source>
        <translation>Nie udało się odczytać pliku {file} ({reason}).</translation>
    </message>
    <message>
        <source>{file} could not be read within {seconds} s; copy it to this computer&apos;s own disk and try again.</source>
        <translation>Nie udało się odczytać pliku {file} w ciągu {seconds} s; skopiuj go na dysk tego komputera i spróbuj ponownie.</translation>
    </message>
    <message>
        <source>{file} could not be removed ({reason}); close what uses it and try again.</source>
        <translation>Nie udało się usunąć {file} ({reason}); zamknij to, co go używa, i spróbuj ponownie.</translation>
    </message>
    <message>
        <source>{file} could not be written ({reason}); check the folder&apos;s permissions and free space.</source>
        <translation>Nie udało się zapisać pliku {file} ({reason}); sprawdź uprawnienia folderu i wolne miejsce.</translation>
    </message>
    <message>
        <source>{file} describes a tensor that does not fit its own data ({name}) and was refused.</source>
        <translation>Plik {file} opisuje tensor niezgodny z własnymi danymi ({name}) i został odrzucony.</translation>
    </message>
    <message>
        <source>{file} does not exist.</source>
        <translation>Plik {file} nie istnieje.</translation>
    </message>
    <message>
        <source>{file} does not exist; check the path.</source>
        <translation>{file} nie istnieje; sprawdź ścieżkę.</translation>
    </message>
    <message>
        <source>{file} does not hold what was written; check the disk.</source>
        <translation>Plik {file} nie zawiera tego, co zapisano; sprawdź dysk.</translation>
    </message>
    <message>
        <source>{file} does not lie in the library; only voices of the library are removed here.</source>
        <translation>Plik {file} nie należy do biblioteki; stąd można usuwać tylko głosy z biblioteki.</translation>
    </message>
    <message>
        <source>{file} does not say how many attention heads it has; keep its config.json beside it.</source>
        <translation>Plik {file} nie podaje liczby głowic uwagi; umieść obok jego plik config.json.</translation>
    </message>
    <message>
        <source>{file} has no ending of a sound file; end it in one of {known}.</source>
        <translation>Nazwa {file} nie ma rozszerzenia pliku dźwiękowego; zakończ ją jednym z: {known}.</translation>
    </message>
    <message>
        <source>{file} has the length of a published model but not its content: {reason}</source>
        <translation>Plik {file} ma długość opublikowanego modelu, ale inną zawartość: {reason}</translation>
    </message>
    <message>
        <source>{file} has the unknown format {found}.</source>
        <translation>Plik {file} ma nieznany format {found}.</translation>
    </message>
    <message>
        <source>{file} has {channels} channels, more than {most}; export it as mono or stereo.</source>
        <translation>Liczba kanałów w pliku {file} to {channels}, więcej niż {most}; wyeksportuj go jako mono lub stereo.</translation>
    </message>
    <message>
        <source>{file} has {count} transformer layers and a voice needs {wanted}; choose a HuBERT base model.</source>
        <translation>Liczba warstw transformera w pliku {file} to {count}, a głos wymaga {wanted}; wybierz model HuBERT typu base.</translation>
    </message>
    <message>
        <source>{file} holds ContentVec without its config.json; import the folder with both.</source>
        <translation>Plik {file} zawiera ContentVec bez config.json; zaimportuj folder z oboma plikami.</translation>
    </message>
    <message>
        <source>{file} holds a voice&apos;s configuration but no weights; copy or download it again.</source>
        <translation>Plik {file} zawiera konfigurację głosu, ale nie ma wag; skopiuj lub pobierz go ponownie.</translation>
    </message>
    <message>
        <source>{file} holds features of {dim} numbers, and voices use 256, 512 or 768; choose another.</source>
        <translation>Cechy w pliku {file} mają po {dim} liczb, a głosy używają 256, 512 lub 768; wybierz inny plik.</translation>
    </message>
    <message>
        <source>{file} holds features of {found} numbers and the voice works with {wanted}.</source>
        <translation>Cechy w pliku {file} mają po {found} liczb, a głos używa {wanted}.</translation>
    </message>
    <message>
        <source>{file} holds features of {found} numbers and the voice works with {wanted}; choose the voice&apos;s own index.</source>
        <translation>Cechy w pliku {file} mają po {found} liczb, a głos używa {wanted}; wybierz indeks tego głosu.</translation>
    </message>
    <message>
        <source>{file} holds no features; choose the file whose name begins with added_.</source>
        <translation>W pliku {file} nie ma cech; wybierz plik, którego nazwa zaczyna się od added_.</translation>
    </message>
    <message>
        <source>{file} holds no model that RVC Desk knows.</source>
        <translation>W {file} nie ma modelu znanego programowi RVC Desk.</translation>
    </message>
    <message>
        <source>{file} holds no pitch; it must have lines of seconds,Hz.</source>
        <translation>W pliku {file} nie ma tonu podstawowego; musi zawierać wiersze sekundy,Hz.</translation>
    </message>
    <message>
        <source>{file} holds no sound; choose another file.</source>
        <translation>W pliku {file} nie ma dźwięku; wybierz inny plik.</translation>
    </message>
    <message>
        <source>{file} holds no voice; unpack it and see what is inside.</source>
        <translation>W {file} nie ma głosu; rozpakuj ten plik i zobacz, co jest w środku.</translation>
    </message>
    <message>
        <source>{file} holds numbers that are not finite ({weight}); download it again.</source>
        <translation>Plik {file} zawiera liczby, które nie są skończone ({weight}); pobierz go ponownie.</translation>
    </message>
    <message>
        <source>{file} holds numbers that are not finite ({weight}); it is damaged, get it again.</source>
        <translation>Plik {file} zawiera liczby, które nie są skończone ({weight}); jest uszkodzony, pobierz go ponownie.</translation>
    </message>
    <message>
        <source>{file} holds numbers that are not finite ({weight}); its training went wrong, use an earlier save.</source>
        <translation>Plik {file} zawiera liczby, które nie są skończone ({weight}); trening poszedł źle, użyj wcześniejszego zapisu.</translation>
    </message>
    <message>
        <source>{file} holds numbers that are not finite; install RVC Desk again.</source>
        <translation>Plik {file} zawiera liczby, które nie są skończone; zainstaluj RVC Desk ponownie.</translation>
    </message>
    <message>
        <source>{file} holds something beside tensors among its weights and was refused.</source>
        <translation>Plik {file} ma wśród wag coś innego niż tensory i został odrzucony.</translation>
    </message>
    <message>
        <source>{file} holds something no voice needs ({name}) and was refused.</source>
        <translation>Plik {file} zawiera coś, czego żaden głos nie potrzebuje ({name}), i został odrzucony.</translation>
    </message>
    <message>
        <source>{file} holds values that are not numbers; export it again.</source>
        <translation>Plik {file} zawiera wartości, które nie są liczbami; wyeksportuj go ponownie.</translation>
    </message>
    <message>
        <source>{file} holds {weight} as {found} where its configuration needs {wanted}; it is damaged or altered.</source>
        <translation>W pliku {file} waga {weight} ma postać {found}, a konfiguracja wymaga {wanted}; plik jest uszkodzony lub zmieniony.</translation>
    </message>
    <message>
        <source>{file} is a PyTorch file of something else, not a voice; choose a voice&apos;s file.</source>
        <translation>{file} to plik PyTorch z czymś innym niż głos; wybierz plik głosu.</translation>
    </message>
    <message>
        <source>{file} is a folder; choose an audio file.</source>
        <translation>{file} to folder; wybierz plik dźwiękowy.</translation>
    </message>
    <message>
        <source>{file} is a model file, but none that RVC Desk knows.</source>
        <translation>{file} to plik modelu, ale nieznanego programowi RVC Desk.</translation>
    </message>
    <message>
        <source>{file} is a pipe or a device, not a file; choose a file.</source>
        <translation>{file} to potok lub urządzenie, a nie plik; wybierz plik.</translation>
    </message>
    <message>
        <source>{file} is a safetensors file of something else, not a voice.</source>
        <translation>{file} to plik safetensors z czymś innym niż głos.</translation>
    </message>
    <message>
        <source>{file} is a save of another preset.</source>
        <translation>{file} to zapis innego presetu.</translation>
    </message>
    <message>
        <source>{file} is a sound, not a model; choose a .pth or .safetensors file.</source>
        <translation>{file} to dźwięk, a nie model; wybierz plik .pth lub .safetensors.</translation>
    </message>
    <message>
        <source>{file} is a voice, without the part that only training needs; that part begins anew.</source>
        <translation>Plik {file} to głos bez części potrzebnej tylko do treningu; ta część zaczyna od zera.</translation>
    </message>
    <message>
        <source>{file} is a voice, without the part that only training needs; {base} lends its own.</source>
        <translation>Plik {file} to głos bez części potrzebnej tylko do treningu; własną użycza {base}.</translation>
    </message>
    <message>
        <source>{file} is a web page or text, not a model; the download went wrong, get the file again.</source>
        <translation>{file} to strona internetowa lub tekst, a nie model; pobieranie się nie udało, pobierz plik ponownie.</translation>
    </message>
    <message>
        <source>{file} is as long as the recording that was added, but not the same file; use it only when you know that it holds the same sound.</source>
        <translation>Plik {file} ma tę samą długość co dodane nagranie, ale jest innym plikiem; użyj go tylko wtedy, gdy wiesz, że zawiera ten sam dźwięk.</translation>
    </message>
    <message>
        <source>{file} is damaged after {seconds} s; copy or export it again from the original.</source>
        <translation>Plik {file} jest uszkodzony po {seconds} s; skopiuj lub wyeksportuj go ponownie z oryginału.</translation>
    </message>
    <message>
        <source>{file} is damaged or was cut short; copy it again or build the index again.</source>
        <translation>Plik {file} jest uszkodzony lub ucięty; skopiuj go albo zbuduj indeks ponownie.</translation>
    </message>
    <message>
        <source>{file} is damaged or was cut short; copy or download it again.</source>
        <translation>Plik {file} jest uszkodzony lub ucięty; skopiuj lub pobierz go ponownie.</translation>
    </message>
    <message>
        <source>{file} is damaged; copy it again or build the index again.</source>
        <translation>Plik {file} jest uszkodzony; skopiuj go albo zbuduj indeks ponownie.</translation>
    </message>
    <message>
        <source>{file} is damaged; install RVC Desk again.</source>
        <translation>Plik {file} jest uszkodzony; zainstaluj RVC Desk ponownie.</translation>
    </message>
    <message>
        <source>{file} is damaged; install {package} again.</source>
        <translation>Plik {file} jest uszkodzony; zainstaluj ponownie {package}.</translation>
    </message>
    <message>
        <source>{file} is empty (0 bytes); choose another file.</source>
        <translation>Plik {file} jest pusty (0 bajtów); wybierz inny plik.</translation>
    </message>
    <message>
        <source>{file} is empty; copy or download it again.</source>
        <translation>Plik {file} jest pusty; skopiuj lub pobierz go ponownie.</translation>
    </message>
    <message>
        <source>{file} is longer than {hours} hours; split it into shorter files.</source>
        <translation>Plik {file} trwa ponad {hours} godz.; podziel go na krótsze pliki.</translation>
    </message>
    <message>
        <source>{file} is nested deeper than any real model and was refused.</source>
        <translation>Plik {file} jest zagnieżdżony głębiej niż jakikolwiek prawdziwy model i został odrzucony.</translation>
    </message>
    <message>
        <source>{file} is not a base model (it has no network in it).</source>
        <translation>{file} nie jest modelem bazowym (nie ma w nim sieci).</translation>
    </message>
    <message>
        <source>{file} is not a clip of RVC Desk; restore it from a copy or remove it.</source>
        <translation>{file} nie jest klipem RVC Desk; przywróć go z kopii albo usuń.</translation>
    </message>
    <message>
        <source>{file} is not a model file of PyTorch; choose a .pth or .safetensors file.</source>
        <translation>{file} nie jest plikiem modelu PyTorch; wybierz plik .pth lub .safetensors.</translation>
    </message>
    <message>
        <source>{file} is not the model that its name says; install RVC Desk again.</source>
        <translation>{file} nie jest modelem, na który wskazuje nazwa; zainstaluj RVC Desk ponownie.</translation>
    </message>
    <message>
        <source>{file} is not the recording that was added: {why}.</source>
        <translation>{file} nie jest dodanym nagraniem: {why}.</translation>
    </message>
    <message>
        <source>{file} is not the recording that was added; put that back.</source>
        <translation>{file} to nie to nagranie, które zostało dodane; przywróć właściwe.</translation>
    </message>
    <message>
        <source>{file} is one of the files the cover is made of; choose another name.</source>
        <translation>{file} to jeden z plików, z których powstaje cover; wybierz inną nazwę.</translation>
    </message>
    <message>
        <source>{file} is only {seconds} s long; at least {least} s is needed.</source>
        <translation>Plik {file} trwa tylko {seconds} s; potrzeba co najmniej {least} s.</translation>
    </message>
    <message>
        <source>{file} is shorter than 0.1 s; there is nothing to convert.</source>
        <translation>Plik {file} trwa krócej niż 0,1 s; nie ma czego konwertować.</translation>
    </message>
    <message>
        <source>{file} is silent (its peak is {peak} dBFS); check the recording or choose another file.</source>
        <translation>W pliku {file} jest tylko cisza (szczyt {peak} dBFS); sprawdź nagranie albo wybierz inny plik.</translation>
    </message>
    <message>
        <source>{file} is silent; so will the result be.</source>
        <translation>W pliku {file} jest tylko cisza; wynik też będzie ciszą.</translation>
    </message>
    <message>
        <source>{file} is the discriminator of a training run, not a voice; choose the G_ file beside it.</source>
        <translation>{file} to dyskryminator z treningu, a nie głos; wybierz plik G_ obok niego.</translation>
    </message>
    <message>
        <source>{file} is too large for a file of labels.</source>
        <translation>Plik {file} jest za duży jak na plik etykiet.</translation>
    </message>
    <message>
        <source>{file} is too large for an index (8 GiB) and was refused.</source>
        <translation>Plik {file} jest za duży jak na indeks (8 GiB) i został odrzucony.</translation>
    </message>
    <message>
        <source>{file} lacks {count} of the voice&apos;s weights (such as {weight}); it is incomplete, get it again.</source>
        <translation>W pliku {file} brakuje wag głosu (liczba: {count}, np. {weight}); jest niekompletny, pobierz go ponownie.</translation>
    </message>
    <message>
        <source>{file} stores {weight} as {dtype}, which no voice does; it was refused.</source>
        <translation>Plik {file} przechowuje {weight} jako {dtype}, czego nie robi żaden głos; został odrzucony.</translation>
    </message>
    <message>
        <source>{file} was made by a newer RVC Desk (format {found}, this one reads up to {known}); update to open it.</source>
        <translation>Plik {file} utworzono w nowszej wersji RVC Desk (format {found}, ta wersja czyta do {known}); zaktualizuj program, aby go otworzyć.</translation>
    </message>
    <message>
        <source>{file} was made by a newer RVC Desk; update to open it.</source>
        <translation>Plik {file} utworzono w nowszej wersji RVC Desk; zaktualizuj program, aby go otworzyć.</translation>
    </message>
    <message>
        <source>{file} was not written because the sound holds values that are not numbers.</source>
        <translation>Pliku {file} nie zapisano, bo dźwięk zawiera wartości, które nie są liczbami.</translation>
    </message>
    <message>
        <source>{file} was not written because there is no sound to put in it.</source>
        <translation>Pliku {file} nie zapisano, bo nie ma dźwięku, który można w nim umieścić.</translation>
    </message>
    <message>
        <source>{file} was written, but does not load; save it again.</source>
        <translation>Plik {file} zapisano, ale nie daje się wczytać; zapisz go ponownie.</translation>
    </message>
    <message>
        <source>{file} would run code when opened ({name}) and was refused; get the voice from a source you trust.</source>
        <translation>Plik {file} po otwarciu uruchomiłby kod ({name}) i został odrzucony; pobierz głos z zaufanego źródła.</translation>
    </message>
    <message>
        <source>{file} would unpack to far more than its own size and was refused.</source>
        <translation>Plik {file} po rozpakowaniu byłby wielokrotnie większy i został odrzucony.</translation>
    </message>
    <message>
        <source>{folder} holds several voices ({names}); choose one of the files.</source>
        <translation>W {folder} jest kilka głosów ({names}); wybierz jeden z plików.</translation>
    </message>
    <message>
        <source>{folder} is not a project of RVC Desk (it has no project.json).</source>
        <translation>{folder} nie jest projektem RVC Desk (nie ma w nim project.json).</translation>
    </message>
    <message>
        <source>{folder} is not a training run (no options.json can be read there).</source>
        <translation>{folder} nie jest treningiem (nie można tam odczytać options.json).</translation>
    </message>
    <message>
        <source>{folder} is not empty; choose a new folder for the project.</source>
        <translation>Folder {folder} nie jest pusty; wybierz nowy folder na projekt.</translation>
    </message>
    <message>
        <source>{folder} needs {needed} more and has only {free}; make room there and fetch again.</source>
        <translation>{folder}: potrzeba jeszcze {needed}, a wolne jest tylko {free}; zwolnij tam miejsce i pobierz ponownie.</translation>
    </message>
    <message>
        <source>{folder} needs {needed} more and has only {free}; make room there and import again.</source>
        <translation>{folder}: potrzeba jeszcze {needed}, a wolne jest tylko {free}; zwolnij tam miejsce i zaimportuj ponownie.</translation>
    </message>
    <message>
        <source>{kind} is not a kind of finding; choose from {kinds}.</source>
        <translation>{kind} nie jest rodzajem znaleziska; wybierz z: {kinds}.</translation>
    </message>
    <message>
        <source>{minutes} minutes of voice; 10 are recommended, more clean speech makes a better voice.</source>
        <translation>{minutes} min głosu; zalecane jest 10 min, a więcej czystej mowy daje lepszy głos.</translation>
    </message>
    <message>
        <source>{name} content model</source>
        <translation>{name} – model treści</translation>
    </message>
    <message>
        <source>{name} is not an option here.</source>
        <translation>{name} nie jest tu dostępną opcją.</translation>
    </message>
    <message>
        <source>{name} is {value}, but must be between {low} and {high}.</source>
        <translation>{name} wynosi {value}, a musi mieścić się między {low} a {high}.</translation>
    </message>
    <message>
        <source>{name} is {value}, but must be one of {choices}.</source>
        <translation>{name} wynosi {value}, a musi być jednym z: {choices}.</translation>
    </message>
    <message>
        <source>{name} must lie between {low} and {high}, not {value}.</source>
        <translation>Wartość {name} musi mieścić się między {low} a {high}, a nie wynosić {value}.</translation>
    </message>
    <message>
        <source>{name} was found but does not compute with this PyTorch; install the PyTorch for it, or choose the processor.</source>
        <translation>Znaleziono urządzenie {name}, ale ten PyTorch nie może na nim liczyć; zainstaluj właściwy PyTorch albo wybierz procesor.</translation>
    </message>
    <message>
        <source>{name}, {rate} kHz</source>
        <translation>{name}, {rate} kHz</translation>
    </message>
    <message>
        <source>{path} does not exist; name a project or a folder of recordings.</source>
        <translation>{path} nie istnieje; podaj projekt albo folder z nagraniami.</translation>
    </message>
    <message>
        <source>{path} is not a project; name one to make with --project.</source>
        <translation>{path} nie jest projektem; podaj projekt do utworzenia za pomocą --project.</translation>
    </message>
    <message>
        <source>{percent} % of the voice is clipped</source>
        <translation>przesterowane {percent}% głosu</translation>
    </message>
    <message>
        <source>{place} {reason}</source>
        <translation>{place}: {reason}</translation>
    </message>
    <message>
        <source>{proxy} cannot be used as a proxy; write one like http://host:8080, or the word direct for none.</source>
        <translation>{proxy} nie może być serwerem proxy; wpisz adres w postaci http://host:8080 albo słowo direct, aby go nie używać.</translation>
    </message>
    <message>
        <source>{seconds} of {kept} s are not used, most of that for this: {reason}.</source>
        <translation>Nie wykorzystano {seconds} z {kept} s, głównie z tego powodu: {reason}.</translation>
    </message>
    <message>
        <source>{seconds} s of the recording are silence: the disk was too slow for them.</source>
        <translation>{seconds} s nagrania to cisza: dysk był na to za wolny.</translation>
    </message>
    <message>
        <source>{suffix} files cannot hold {subtype} samples.</source>
        <translation>Pliki {suffix} nie mogą zawierać próbek {subtype}.</translation>
    </message>
    <message>
        <source>{suffix} files hold at most {most} channels, not {channels}; choose .wav or .flac.</source>
        <translation>Największa liczba kanałów w plikach {suffix} to {most}, a nie {channels}; wybierz .wav lub .flac.</translation>
    </message>
    <message>
        <source>{time} of clean voice</source>
        <translation>{time} czystego głosu</translation>
    </message>
    <message>
        <source>{time} of clean voice; {good} min are recommended: add recordings of the same voice.</source>
        <translation>{time} czystego głosu; zalecane {good} min: dodaj nagrania tego samego głosu.</translation>
    </message>
    <message>
        <source>{time} of the voice are clipped: repair the clipping or cut it, and record at a lower level.</source>
        <translation>Przester przez {time} głosu: napraw go albo wytnij i nagrywaj ciszej.</translation>
    </message>
    <message>
        <source>{title} ({file}, {size}) could not be fetched: {reasons}. Check the network, or set the hub&apos;s address or a proxy in Settings &gt; Network; or import the file from disk in Voices &gt; Models.</source>
        <translation>Nie udało się pobrać: {title} ({file}, {size}). Powód: {reasons}. Sprawdź sieć, ustaw adres serwisu lub serwer proxy w „Ustawienia &gt; Sieć” albo zaimportuj plik z dysku w „Głosy &gt; Modele”.</translation>
    </message>
    <message>
        <source>{title} ({file}, {size}) could not be fetched: {reasons}. Try again later, set another hub address in Settings &gt; Network, or import the file from disk in Voices &gt; Models.</source>
        <translation>Nie udało się pobrać: {title} ({file}, {size}). Powód: {reasons}. Spróbuj później, ustaw inny adres serwisu w „Ustawienia &gt; Sieć” albo zaimportuj plik z dysku w „Głosy &gt; Modele”.</translation>
    </message>
    <message>
        <source>{title} ({size}) is needed and not here yet; get it in Voices &gt; Models or with `rvcdesk assets fetch {need}`, or import it from disk.</source>
        <translation>Brakuje jeszcze potrzebnego modelu: {title} ({size}); pobierz go w „Głosy &gt; Modele” lub poleceniem `rvcdesk assets fetch {need}` albo zaimportuj z dysku.</translation>
    </message>
    <message>
        <source>{title} ({size}) is not here: the training would start from nothing, which needs far more time and recordings.</source>
        <translation>Brak pliku: {title} ({size}). Trening zacząłby się od zera, a to wymaga znacznie więcej czasu i nagrań.</translation>
    </message>
    <message>
        <source>{title} cannot be deleted here: {text}</source>
        <translation>Tutaj nie można usunąć: {title}. {text}</translation>
    </message>
    <message>
        <source>{value} cannot be used for the setting {key}.</source>
        <translation>Wartości {value} nie można użyć w ustawieniu {key}.</translation>
    </message>
</context>
</TS>
