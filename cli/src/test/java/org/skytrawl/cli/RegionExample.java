package org.skytrawl.cli;

// shown begins
import java.nio.file.Path;
import org.skytrawl.DiscoveryResult;
import org.skytrawl.Skytrawl;
import org.skytrawl.model.MocRegion;
import org.skytrawl.model.PolygonRegion;
import org.skytrawl.region.ImageOutline;
import org.skytrawl.region.MocFile;
import org.skytrawl.region.ProbabilityMap;
import org.skytrawl.sky.Moc;

public class RegionExample {
    public static void main(String[] args) throws InterruptedException {
        try (Skytrawl skytrawl = Skytrawl.open()) {
            // RA and Dec of the vertices in turn, ICRS degrees
            PolygonRegion tile = PolygonRegion.ofDegrees(10, 41, 11.4, 41, 11.4, 41.6, 10, 41.6);
            DiscoveryResult inTile = skytrawl.images().region(tile).run();
            System.out.println(inTile.datasets().size() + " images in the tile");

            ImageOutline outline = ImageOutline.of(Path.of(args[0]));
            DiscoveryResult ofImage =
                    skytrawl.datasets().region(outline.region()).run();
            System.out.println(ofImage.datasets().size() + " datasets overlap HDU " + outline.hdu());

            // MOCs can be united, intersected and complemented
            Moc likely = ProbabilityMap.read(Path.of(args[1])).region(0.9);
            Moc seen = MocFile.read(Path.of(args[2]));
            MocRegion rest = new MocRegion(likely.minus(seen));
            DiscoveryResult inRest = skytrawl.images().region(rest).run();
            System.out.println(inRest.datasets().size() + " images of the part that was not observed yet");
        }
    }
}
// shown ends
