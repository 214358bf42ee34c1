<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Effects</name>
    <message numerus="yes">
        <source>{effect}: done with %n recordings; each has its own undo.</source>
        <translation>
            <numerusform>{effect}: done with one recording; undo takes it back there.</numerusform>
            <numerusform>{effect}: done with %n recordings; each has its own undo.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Levels</name>
    <message numerus="yes">
        <source>%n clipped samples</source>
        <translation>
            <numerusform>one clipped sample</numerusform>
            <numerusform>%n clipped samples</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ModelsDialog</name>
    <message numerus="yes">
        <source>%n file(s) read through: all as they should be.</source>
        <translation>
            <numerusform>%n file read through: it is as it should be.</numerusform>
            <numerusform>%n files read through: all as they should be.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… and %n more</numerusform>
            <numerusform>… and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunProgress</name>
    <message numerus="yes">
        <source>%n processes</source>
        <translation>
            <numerusform>%n process</numerusform>
            <numerusform>%n processes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StorageDialog</name>
    <message numerus="yes">
        <source>%n files are in use by another program and stay.</source>
        <translation>
            <numerusform>%n file is in use by another program and stays.</numerusform>
            <numerusform>%n files are in use by another program and stay.</numerusform>
        </translation>
    </message>
</context>
</TS>
