^XA
^FX A label of 50 by 20 mm at 300 dpi. Fields in braces are filled in for each module: docs/formats/labels.md
^CI28
^PW591
^LL236
^FO30,24^BQN,2,6^FDMA,{qrcode}^FS
^FO214,28^A0N,26,26^FH^FD{product_name}^FS
^FX Your own logo stands here: a graphic in this file (GFA), or one that the printer has (XG)
^FO214,70^A0N,46,46^FD{manualcode}^FS
^FO214,136^A0N,24,24^FDSN {serial_number}^FS
^FO214,170^A0N,24,24^FDMAC {mac}^FS
^XZ
