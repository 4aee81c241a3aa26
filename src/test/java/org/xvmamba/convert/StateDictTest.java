package org.xvmamba.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.convert.checkpoint.Checkpoint;
import org.xvmamba.convert.checkpoint.CheckpointReader;
import org.xvmamba.convert.checkpoint.StoredTensor;

/** The tensors of a real MedMamba, with one thing wrong or wrapped in some way. */
class StateDictTest {

	private static final String NORM = "layers.2.blocks.1.ln_1.weight";

	private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();
	private Checkpoint checkpoint;

	@BeforeEach
	void open() throws IOException {
		checkpoint = CheckpointReader.open(Fixtures.file("tiny.pth"));
		((Map<?, ?>) checkpoint.contents()).forEach((name, tensor) -> tensors.put((String) name, (StoredTensor) tensor));
	}

	@AfterEach
	void close() throws IOException {
		checkpoint.close();
	}

	@Test
	void namesAMissingTensorAndItsShape() {
		tensors.remove(NORM);
		assertEquals("The tensor 'layers.2.blocks.1.ln_1.weight' is missing in 'net.pth'; shape [16] is needed.", problem());
	}

	@Test
	void namesABlockThatIsMissingBetweenOthers() {
		tensors.keySet().removeIf(name -> name.startsWith("layers.1."));
		assertTrue(problem().startsWith("The tensor 'layers.1.blocks.0.self_attention.conv2d.weight' is missing"), problem());
	}

	@Test
	void namesATensorOfAnotherShapeAndBothShapes() {
		tensors.put(NORM, tensors.get("layers.0.blocks.0.ln_1.weight"));
		assertEquals("The tensor 'layers.2.blocks.1.ln_1.weight' in 'net.pth' has shape [4]; shape [16] is needed.", problem());
		tensors.put("head.weight", tensors.get("head.bias"));
		assertEquals("The tensor 'head.weight' in 'net.pth' has shape [5]; 2 axes, none of them empty, are needed.", problem());
	}

	@Test
	void namesTensorsThatAreTooMany() {
		tensors.put("layers.0.blocks.0.finalconv11.weight", tensors.get(NORM));
		tensors.put("layers.0.total_ops", tensors.get(NORM)); // a profiler's counter
		assertEquals("'net.pth' has tensors that MedMamba does not have: 'layers.0.blocks.0.finalconv11.weight'; only the published architecture " +
			"can be converted.", problem());
	}

	@Test
	void namesATensorThatIsNotFinite() throws IOException {
		try (Checkpoint odd = CheckpointReader.open(Fixtures.file("odd-tensors.pth"))) {
			final StoredTensor infinite = (StoredTensor) ((Map<?, ?>) odd.contents()).get("infinite");
			final StateDict weights = new StateDict("net.pth", Map.of("infinite", infinite));
			final UserException problem = assertThrows(UserException.class, () -> weights.take("infinite", 2));
			assertTrue(problem.getMessage().startsWith("The tensor 'infinite' in 'net.pth' holds the value Infinity"), problem.getMessage());
		}
	}

	@Test
	void findsTensorsBelowWrappersAndPrefixes() {
		final Map<String, StoredTensor> prefixed = new LinkedHashMap<>();
		tensors.forEach((name, tensor) -> prefixed.put((name.startsWith("head.") ? "model." : "module.model.backbone.") + name, tensor));
		final StateDictFinder finder = new StateDictFinder(false);
		final StateDict found = finder.find("net.pth", Map.of("model", Map.of("state_dict", prefixed), "model_ema", Map.of(), "epoch", 3L));
		assertEquals(new StateDict("net.pth", tensors).names(), found.names());
		assertEquals(List.of("The weights were found under 'model'; the averaged weights 'model_ema' are not used.",
			"The weights were found under 'state_dict'.", "The prefix 'module.' was removed from the tensors' names.",
			"The prefix 'model.' was removed from the tensors' names.", "The prefix 'backbone.' was removed from the tensors' names."), finder
				.notes());
	}

	@Test
	void takesTheMovingAverageOnRequestOrAlone() {
		final Map<String, StoredTensor> average = Map.of("average", tensors.get(NORM));
		final Map<String, Object> both = Map.of("model", tensors, "state_dict_ema", average);
		final StateDictFinder finder = new StateDictFinder(true);
		assertEquals(Set.of("average"), finder.find("net.pth", both).names());
		assertEquals(List.of("The weights were found under 'state_dict_ema'."), finder.notes());
		assertEquals(new StateDict("net.pth", tensors).names(), new StateDictFinder(false).find("net.pth", both).names());
		assertEquals(Set.of("average"), new StateDictFinder(false).find("net.pth", Map.of("model_ema", average, "epoch", 3L)).names());
		assertTrue(assertThrows(UserException.class, () -> new StateDictFinder(true).find("net.pth", Map.of("model", tensors))).getMessage().contains(
			"no moving average"));
		assertThrows(UserException.class, () -> new StateDictFinder(true).find("net.pth", List.of()));
	}

	@Test
	void keepsAPrefixThatTellsTwoNetworksApart() {
		final Map<String, StoredTensor> two = new LinkedHashMap<>(tensors);
		two.put("encoder." + NORM, tensors.get(NORM));
		assertTrue(new StateDictFinder(false).find("net.pth", two).names().containsAll(Set.of(NORM, "encoder." + NORM)));
	}

	@Test
	void saysWhatIsThereInsteadOfTensors() {
		assertTrue(notFound(Map.of("epoch", 3L)).contains("its keys are 'epoch'"));
		assertTrue(notFound(List.of()).contains("not a dictionary"));
		assertTrue(notFound(tensors.get(NORM)).contains("not a dictionary"));
	}

	@Test
	void isNotTrappedByAWrapperInItself() {
		final Map<String, Object> endless = new HashMap<>();
		endless.put("model", endless);
		assertTrue(notFound(endless).startsWith("'net.pth' holds no named tensors"));
		final List<Object> keys = new ArrayList<>();
		keys.add(keys);
		assertTrue(notFound(keys).startsWith("'net.pth' holds no named tensors"));
	}

	private String problem() {
		final StateDict weights = new StateDict("net.pth", tensors);
		return assertThrows(UserException.class, () -> new MedMamba().build(weights, ConversionOptions.DEFAULT, Progress.NONE)).getMessage();
	}

	private static String notFound(final Object contents) {
		return assertThrows(UserException.class, () -> new StateDictFinder(false).find("net.pth", contents)).getMessage();
	}
}
