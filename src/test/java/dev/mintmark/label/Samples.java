package dev.mintmark.label;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.NotFoundException;
import com.google.zxing.Result;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.qrcode.QRCodeMultiReader;
import dev.mintmark.format.matter.CommissioningFlow;
import dev.mintmark.format.matter.DiscoveryCapability;
import dev.mintmark.format.matter.Discriminator;
import dev.mintmark.format.matter.OnboardingPayload;
import dev.mintmark.format.matter.Passcode;
import dev.mintmark.format.matter.PayloadIds;
import dev.mintmark.format.matter.ProductId;
import dev.mintmark.format.matter.VendorId;
import dev.mintmark.input.FaultException;
import dev.mintmark.input.Faults;
import dev.mintmark.order.CertificationDeclarationSource;
import dev.mintmark.order.DacPlacement;
import dev.mintmark.order.DacSubject;
import dev.mintmark.order.DeviceDetails;
import dev.mintmark.order.MacAddress;
import dev.mintmark.order.ModuleId;
import dev.mintmark.order.NvsEncryption;
import dev.mintmark.order.Product;
import dev.mintmark.order.ProductLabels;
import dev.mintmark.order.RotatingId;
import dev.mintmark.order.SerialNumber;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Labels, and who reads them. */
final class Samples {
    private static final VendorId VENDOR = new VendorId(0xFFF1);
    private static final ProductId PRODUCT = new ProductId(0x8001);

    private Samples() {}

    /** Module {@code n}'s, 1 to 255. */
    static Label label(int n, String vendorName, String productName) {
        OnboardingPayload payload = payload(n);
        ModuleId id = new ModuleId("0200000000%02x".formatted(n));
        return new Label(
                MacAddress.of(id),
                id,
                new SerialNumber("SN_%04d".formatted(n)),
                vendorName,
                productName,
                VENDOR,
                PRODUCT,
                payload.qrCode(),
                payload.manualCode().printed());
    }

    static Label label(int n) {
        return label(n, "Demo Lights", "Demo Light 1");
    }

    private static OnboardingPayload payload(int n) {
        return new OnboardingPayload(
                PayloadIds.of(VENDOR, PRODUCT),
                CommissioningFlow.STANDARD,
                Set.of(DiscoveryCapability.BLE),
                new Discriminator(n * 16),
                new Passcode(20_202_021 + n));
    }

    static Product product(String vendorName, String productName) {
        return new Product(
                Path.of("product.yaml"),
                VENDOR,
                PRODUCT,
                vendorName,
                productName,
                new CertificationDeclarationSource.Test(),
                1000,
                Optional.empty(),
                Optional.empty(),
                CommissioningFlow.STANDARD,
                Set.of(DiscoveryCapability.BLE),
                DacSubject.UUID,
                Optional.empty(),
                0x6000,
                DacPlacement.NVS,
                Optional.empty(),
                NvsEncryption.NONE,
                Optional.empty(),
                RotatingId.NONE,
                Optional.empty(),
                DeviceDetails.NONE,
                new ProductLabels(Optional.empty(), Optional.empty()));
    }

    static Product product() {
        return product("Demo Lights", "Demo Light 1");
    }

    static SheetDesign demoSheet() {
        return sheet(Path.of("templates/demo-light/sheet.yaml"));
    }

    static SheetDesign sheet(Path file) {
        Faults faults = new Faults();
        Optional<SheetDesign> design = SheetFile.read(file, product(), faults);
        return design.orElseThrow(() -> new FaultException(faults.list()));
    }

    /** All QR codes that ZXing finds in a picture. */
    static List<String> decode(BufferedImage image) throws NotFoundException {
        BinaryBitmap bitmap = new BinaryBitmap(new HybridBinarizer(new BufferedImageLuminanceSource(image)));
        Result[] found = new QRCodeMultiReader().decodeMultiple(bitmap, Map.of(DecodeHintType.TRY_HARDER, true));
        return Arrays.stream(found).map(Result::getText).toList();
    }
}
