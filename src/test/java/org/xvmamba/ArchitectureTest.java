package org.xvmamba;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import java.util.Arrays;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;

/** Holds the arrows between the rooms: imports only point down, and some things never enter some rooms. */
@AnalyzeClasses(packages = "org.xvmamba", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

	/** Top to bottom. The root package is the ground that all rooms stand on. */
	private static final String[] ROOMS = { "command", "cli", "display", "evaluate", "explain", "model", "convert", "analysis", "ssm", "scan",
		"image" };

	@ArchTest
	static final ArchRule importsOnlyPointDown = importsOnlyPointDown();

	@ArchTest
	static final ArchRule roomsHaveNoCycles = slices().matching("org.xvmamba.(*)..").should().beFreeOfCycles();

	@ArchTest
	static final ArchRule theGroundKnowsNoRoom = noClasses().that().resideInAPackage("org.xvmamba").should().dependOnClassesThat()
		.resideInAPackage("org.xvmamba.*..");

	@ArchTest
	static final ArchRule onlyTheModelRoomRunsOnnxRuntime = noClasses().that().resideOutsideOfPackages("org.xvmamba.model..").should()
		.dependOnClassesThat().resideInAPackage("ai.onnxruntime..");

	@ArchTest
	static final ArchRule onlyTheAnalysisRoomKnowsNd4j = noClasses().that().resideOutsideOfPackages("org.xvmamba.analysis..").should()
		.dependOnClassesThat().resideInAPackage("org.nd4j..");

	@ArchTest
	static final ArchRule noImageJBelowTheScreen = noClasses().that().resideInAnyPackage("org.xvmamba.model..", "org.xvmamba.convert..",
		"org.xvmamba.analysis..", "org.xvmamba.ssm..", "org.xvmamba.scan..").should().dependOnClassesThat().resideInAnyPackage("ij..",
			"net.imagej..");

	@ArchTest
	static final ArchRule noWindowsInThePipeline = noClasses().that().resideInAnyPackage("org.xvmamba.explain..", "org.xvmamba.evaluate..",
		"org.xvmamba.image..").should().dependOnClassesThat().resideInAnyPackage("ij.gui..", "java.awt.event..", "javax.swing..",
			"org.scijava.ui..");

	@ArchTest
	static final ArchRule scanOrdersStandAlone = noClasses().that().resideInAPackage("org.xvmamba.scan..").should().dependOnClassesThat()
		.resideOutsideOfPackages("org.xvmamba.scan..", "java..");

	private static ArchRule importsOnlyPointDown() {
		LayeredArchitecture rule = layeredArchitecture().consideringOnlyDependenciesInLayers();
		for (final String room : ROOMS)
			rule = rule.optionalLayer(room).definedBy("org.xvmamba." + room + "..");
		for (int i = 0; i < ROOMS.length; i++)
			rule = i == 0 ? rule.whereLayer(ROOMS[i]).mayNotBeAccessedByAnyLayer() : rule.whereLayer(ROOMS[i]).mayOnlyBeAccessedByLayers(Arrays
				.copyOf(ROOMS, i));
		return rule;
	}
}
