import java.io.FileInputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Streams archives from their beginning, as a server would, and prints name, length and CRC-32 of each file. */
public class Read {
    public static void main(String[] arguments) throws Exception {
        byte[] piece = new byte[1 << 20];
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (String argument : arguments) {
            try (ZipInputStream archive = new ZipInputStream(new FileInputStream(argument))) {
                for (ZipEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                    CRC32 crc = new CRC32();
                    long length = 0;
                    for (int read = archive.read(piece); read >= 0; read = archive.read(piece)) {
                        crc.update(piece, 0, read);
                        length += read;
                    }
                    out.printf("%s\t%d\t%08x%n", entry.getName(), length, crc.getValue());
                }
            }
        }
    }
}
