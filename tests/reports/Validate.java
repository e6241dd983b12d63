import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.InputStreamReader;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Answers questions of one line each, FILE, tab, FLAVOUR, as long as they come. Prints one line per broken rule: file,
 * flavour, rule, how often, what it says; and last of all the verdict.
 */
public class Validate {
    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in));
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            String[] parts = line.split("\t");
            report(parts[0], PDFAFlavour.byFlavourId(parts[1]));
        }
    }

    static void report(String file, PDFAFlavour flavour) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new FileInputStream(file), flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            Map<String, Integer> broken = new TreeMap<>();
            for (TestAssertion check : result.getTestAssertions())
                if (check.getStatus() == TestAssertion.Status.FAILED)
                    broken.merge(check.getRuleId().getClause() + "-" + check.getRuleId().getTestNumber() + "\t"
                            + check.getMessage().replaceAll("\\s+", " "), 1, Integer::sum);
            broken.forEach((rule, count) -> System.out.println(String.join("\t", file, flavour.getId(), "broken",
                    count.toString(), rule)));
            System.out.println(String.join("\t", file, flavour.getId(), result.isCompliant() ? "complies" : "fails",
                    String.valueOf(result.getTotalAssertions())));
        }
    }
}
